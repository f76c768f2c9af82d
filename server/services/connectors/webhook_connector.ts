import type { Json } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { Connector, ExternalIncident, PushedCase } from './connector.js';
import { connectorFailure } from './connector_failure.js';
import type { TemplateValues } from './template.js';
import { jsonFrom, urlFrom } from './template.js';
import type { WebhookCalls } from './webhook_calls.js';

/** Where the external system is, and what it is sent: URLs and bodies are templates (K18). */
export interface WebhookTemplates {
  readonly createIncidentUrl: string;
  readonly createIncidentMethod: string;
  readonly createIncidentJson: string;
  /** Path of the id in the answer, such as `issue.id`. */
  readonly createIncidentResponseKey: string;
  readonly getIncidentUrl: string;
  readonly getIncidentResponseExternalTitleKey: string;
  readonly viewIncidentUrl: string;
  readonly updateIncidentUrl: string;
  readonly updateIncidentMethod: string;
  readonly updateIncidentJson: string;
  /** Without it comments are not sent. */
  readonly createCommentUrl?: string | undefined;
  readonly createCommentMethod: string;
  readonly createCommentJson?: string | undefined;
}

/** Ids and titles of incidents, in characters. */
const MAX_TEXT = 2_000;
/** So long all calls of a push may take. */
const MAX_PUSH_MS = 600_000;

/** Pushes cases by the HTTP calls that are configured: `.cases-webhook`. */
export class WebhookConnector implements Connector {
  readonly id: string;
  readonly name: string;
  readonly type = '.cases-webhook';
  readonly #templates: WebhookTemplates;
  readonly #calls: WebhookCalls;

  constructor(
    { id, name }: Pick<Connector, 'id' | 'name'>,
    templates: WebhookTemplates,
    calls: WebhookCalls,
  ) {
    this.id = id;
    this.name = name;
    this.#templates = templates;
    this.#calls = calls;
  }

  /** As the port says: the incident, then what it is called, then each comment. */
  async push(what: PushedCase): Promise<ExternalIncident> {
    const end = Date.now() + MAX_PUSH_MS;
    const about = valuesOf(what);
    const id =
      what.external === undefined ? await this.#create(about) : await this.#update(about, what.external);
    const title = await this.#titleOf({ ...about, 'external.system.id': id });
    const values = { ...about, 'external.system.id': id, 'external.system.title': title };
    for (const comment of what.comments) {
      if (Date.now() > end) throw connectorFailure('The external system takes too long');
      await this.#comment({ ...values, 'case.comment': comment });
    }
    return { id, title, url: urlFrom(this.#templates.viewIncidentUrl, values) };
  }

  async #create(values: TemplateValues): Promise<string> {
    const { createIncidentUrl, createIncidentMethod, createIncidentJson, createIncidentResponseKey } =
      this.#templates;
    const url = urlFrom(createIncidentUrl, values);
    const body = bodyFrom(createIncidentJson, values);
    const answer = await this.#calls.call({ method: createIncidentMethod.toUpperCase(), url, body }, true);
    return textAt(answer, createIncidentResponseKey);
  }

  async #update(values: TemplateValues, { id }: { readonly id: string }): Promise<string> {
    const { updateIncidentUrl, updateIncidentMethod, updateIncidentJson } = this.#templates;
    const url = urlFrom(updateIncidentUrl, values);
    const body = bodyFrom(updateIncidentJson, values);
    await this.#calls.call({ method: updateIncidentMethod.toUpperCase(), url, body }, false);
    return id;
  }

  async #titleOf(values: TemplateValues): Promise<string> {
    const { getIncidentUrl, getIncidentResponseExternalTitleKey } = this.#templates;
    const answer = await this.#calls.call({ method: 'GET', url: urlFrom(getIncidentUrl, values) }, true);
    return textAt(answer, getIncidentResponseExternalTitleKey);
  }

  async #comment(values: TemplateValues): Promise<void> {
    const { createCommentUrl, createCommentMethod, createCommentJson } = this.#templates;
    if (createCommentUrl === undefined || createCommentJson === undefined) return;
    const url = urlFrom(createCommentUrl, values);
    const body = bodyFrom(createCommentJson, values);
    await this.#calls.call({ method: createCommentMethod.toUpperCase(), url, body }, false);
  }
}

function valuesOf({ external, ...about }: PushedCase): TemplateValues {
  const { id, title, description, tags, severity, status } = about;
  return {
    ...Object.fromEntries(
      Object.entries({ id, title, description, tags, severity, status }).map(([key, value]) => [
        `case.${key}`,
        value,
      ]),
    ),
    ...(external !== undefined && {
      'external.system.id': external.id,
      'external.system.title': external.title,
    }),
  };
}

function bodyFrom(template: string, values: TemplateValues): string {
  const body = jsonFrom(template, values);
  try {
    JSON.parse(body);
  } catch (cause) {
    throw connectorFailure('The connector is configured with a body that is no JSON', cause);
  }
  return body;
}

/** The text or number at a path of names and places, separated by dots. */
function textAt(answer: Json, path: string): string {
  let found: Json | undefined = answer;
  for (const name of path.split('.')) {
    if (isJsonArray(found)) found = /^\d{1,9}$/.test(name) ? found[Number(name)] : undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  const text = typeof found === 'number' ? String(found) : found;
  if (typeof text === 'string' && text !== '' && text.length <= MAX_TEXT) return text.toWellFormed();
  throw connectorFailure(`The answer of the external system has no ${path}`);
}
