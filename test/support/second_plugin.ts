import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Principal } from '../../server/access/principal.js';
import type { ActivityPlugin, PluginHost } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { ROLES } from './casebender.js';
import type { TestHost } from './host.js';
import { SILENT } from './host.js';

/** A plugin in an Express app of its own. */
export interface RunningPlugin {
  readonly url: string;
  readonly activity: ActivityPlugin;
  stop(): Promise<void>;
}

/** A plugin of that configuration, silent unless the host has a logger. */
export async function startPlugin(
  config: Readonly<Record<string, unknown>>,
  host: Omit<PluginHost, 'config'> = {},
): Promise<RunningPlugin> {
  const app = express();
  const activity = await mountPlugin(app, { logger: SILENT, ...host, config: { caseActivity: config } });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    activity,
    stop: async () => {
      await activity.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Another plugin on the store of a host of `startAlertHost`, as another process would have it. */
export function startSecondPlugin(
  { storage }: Pick<TestHost, 'storage'>,
  config: Readonly<Record<string, unknown>> = {},
): Promise<RunningPlugin> {
  return startPlugin(
    { security: { roles: ROLES }, ...config, storage },
    { authenticate: ({ headers }) => JSON.parse(String(headers['x-test-principal'])) as Principal },
  );
}
