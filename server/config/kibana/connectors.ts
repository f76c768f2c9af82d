import Joi from 'joi';
import type { Sources } from '../rules.js';
import { checked, elements, member, optionalText, schemaOf, uniqueText } from '../rules.js';
import { secret } from '../secret.js';

const WEBHOOK = '.cases-webhook';

/** Types that can be registered and are listed, and not more. */
const LISTED = [
  '.jira',
  '.resilient',
  '.servicenow',
  '.servicenow-sir',
  '.swimlane',
  '.thehive',
  '.test',
] as const;

/** How to reach the external system of a `.cases-webhook` connector (K18). */
interface WebhookConfig {
  readonly createIncidentUrl: string;
  readonly createIncidentMethod: 'post' | 'put';
  readonly createIncidentJson: string;
  readonly createIncidentResponseKey: string;
  readonly getIncidentUrl: string;
  readonly getIncidentResponseExternalTitleKey: string;
  readonly viewIncidentUrl: string;
  readonly updateIncidentUrl: string;
  readonly updateIncidentMethod: 'post' | 'put' | 'patch';
  readonly updateIncidentJson: string;
  readonly createCommentUrl?: string | undefined;
  readonly createCommentMethod: 'post' | 'put' | 'patch';
  readonly createCommentJson?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly hasAuth: boolean;
}

/** A connector the host registers; only `.cases-webhook` can be pushed to. */
export type ConnectorConfig =
  | {
      readonly id: string;
      readonly name: string;
      readonly type: typeof WEBHOOK;
      readonly config: WebhookConfig;
      readonly secrets: { readonly user?: string | undefined; readonly password?: string | undefined };
    }
  | {
      readonly id: string;
      readonly name: string;
      readonly type: (typeof LISTED)[number];
      readonly config: Readonly<Record<string, unknown>>;
      readonly secrets: Readonly<Record<string, string>>;
    };

/** Whose hosts count; every key that is called so. */
const URLS: Readonly<Record<Extract<keyof WebhookConfig, `${string}Url`>, true>> = {
  createIncidentUrl: true,
  getIncidentUrl: true,
  viewIncidentUrl: true,
  updateIncidentUrl: true,
  createCommentUrl: true,
};

/** Schema of an element of `kibana.connectors` (K18). */
export function connectorConfigSchema(sources: Sources): Joi.ObjectSchema {
  const forWebhook = (then: Joi.Schema, otherwise: Joi.Schema) =>
    Joi.when('type', { is: WEBHOOK, then, otherwise });
  return schemaOf<ConnectorConfig>({
    id: uniqueText('id').description('What cases name as their connector.'),
    name: Joi.string().required().description('Name for people.'),
    type: Joi.string()
      .valid(WEBHOOK, ...LISTED)
      .required()
      .description('Only `.cases-webhook` can be pushed to; others are listed.'),
    config: forWebhook(webhookConfig().required(), Joi.object().unknown().default({})),
    secrets: forWebhook(
      Joi.object({
        user: secret(sources).empty(null).description('Basic authentication: name.'),
        password: secret(sources).empty(null).description('Basic authentication: password.'),
      }).default(),
      Joi.object().pattern(Joi.string(), secret(sources)).default({}),
    ),
  });
}

/** Host names, in lower case, of the URLs of all connectors, also while they may still be faulty. */
export function connectorHosts(connectors: unknown): readonly string[] {
  const urls = elements(connectors).flatMap((connector) =>
    Object.keys(URLS).map((key) => member(member(connector, 'config'), key)),
  );
  const hosts = urls.map((url) => (typeof url === 'string' ? hostOf(url) : undefined));
  return [...new Set(hosts.filter((host) => host !== undefined))];
}

function webhookConfig(): Joi.ObjectSchema {
  const required = (description: string) => Joi.string().required().description(description);
  const url = (description: string) => Joi.string().custom(checked(urlFault)).description(description);
  const method = (standard: string, ...methods: readonly string[]) =>
    Joi.string()
      .valid(...methods)
      .default(standard)
      .description('HTTP method.');
  return schemaOf<WebhookConfig>({
    createIncidentUrl: url('Where incidents are created.').required(),
    createIncidentMethod: method('post', 'post', 'put'),
    createIncidentJson: required('Body, with `{{{case.title}}}` and the like.'),
    createIncidentResponseKey: required("Path of the incident's id in the answer."),
    getIncidentUrl: url('Where an incident is read; `{{{external.system.id}}}` is its id.').required(),
    getIncidentResponseExternalTitleKey: required("Path of the incident's title in the answer."),
    viewIncidentUrl: url('Where a person looks at an incident.').required(),
    updateIncidentUrl: url('Where an incident is updated.').required(),
    updateIncidentMethod: method('put', 'post', 'put', 'patch'),
    updateIncidentJson: required('Body of an update.'),
    createCommentUrl: url('Where comments are created; without it none are sent.').empty(null),
    createCommentMethod: method('put', 'post', 'put', 'patch'),
    createCommentJson: optionalText().description('Body of a comment, with `{{{case.comment}}}`.'),
    headers: Joi.object()
      .pattern(Joi.string(), Joi.string().allow(''))
      .empty(null)
      .default({})
      .meta({ type: 'map of name to text' })
      .description('Headers of every request.'),
    hasAuth: Joi.boolean().default(true).description('False: `secrets` are not sent.'),
  }).description('How to reach the external system, as in the Webhook - Case Management connector.');
}

// Levels: config, connector, connectors, kibana.
function urlFault(url: string, around: (levels: number) => unknown): string | undefined {
  const host = hostOf(url);
  if (host === undefined) return 'must be an absolute http(s) URL without credentials and with a fixed host';
  const allowed = member(around(3), 'connectorAllowedHosts');
  if (allowed === undefined) return undefined;
  const hosts = elements(allowed).map((name) => (typeof name === 'string' ? name.toLowerCase() : ''));
  return hosts.includes(host) ? undefined : 'leads to a host that is not in connectorAllowedHosts';
}

// The host must not come out of a template: otherwise a case could choose whom we call.
function hostOf(template: string): string | undefined {
  const url = template.replace(/\{\{\{?[^{}]*\}?\}\}/g, '{}');
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(url)?.[1] ?? '';
  if (authority === '' || /[{}@]/.test(authority) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.toLowerCase();
}
