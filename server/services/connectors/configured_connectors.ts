import { AddressGuard } from './address_guard.js';
import type { Connector } from './connector.js';
import type { Connectors } from './connectors.js';
import { listedConnector } from './connectors.js';
import { WebhookCalls } from './webhook_calls.js';
import type { WebhookTemplates } from './webhook_connector.js';
import { WebhookConnector } from './webhook_connector.js';

/** What a configuration says of connectors (K18). */
export interface ConnectorSettings {
  readonly connectors: readonly (WebhookSettings | ListedSettings)[];
  readonly connectorAllowedHosts: readonly string[];
  readonly connectorAllowedAddresses: readonly string[];
  readonly connectorTimeoutMs: number;
}

interface WebhookSettings extends Pick<Connector, 'id' | 'name'> {
  readonly type: '.cases-webhook';
  readonly config: WebhookTemplates & {
    readonly headers: Readonly<Record<string, string>>;
    readonly hasAuth: boolean;
  };
  readonly secrets: { readonly user?: string | undefined; readonly password?: string | undefined };
}

interface ListedSettings extends Pick<Connector, 'id' | 'name'> {
  readonly type: Exclude<Connector['type'], '.cases-webhook'>;
}

/** The connectors as the configuration has them. */
export function configuredConnectors({ connectors, ...settings }: ConnectorSettings): Connectors {
  const guard = new AddressGuard(settings.connectorAllowedAddresses);
  const allowedHosts = new Set(settings.connectorAllowedHosts.map((host) => host.toLowerCase()));
  const timeoutMs = settings.connectorTimeoutMs;
  return new Map(
    connectors.map((connector) => {
      if (!isWebhook(connector)) return [connector.id, listedConnector(connector)];
      const { config, secrets } = connector;
      const access = { headers: config.headers, ...(config.hasAuth && secrets) };
      const calls = new WebhookCalls({ access, guard, timeoutMs, allowedHosts });
      return [connector.id, new WebhookConnector(connector, config, calls)];
    }),
  );
}

function isWebhook(connector: WebhookSettings | ListedSettings): connector is WebhookSettings {
  return connector.type === '.cases-webhook';
}
