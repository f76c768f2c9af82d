import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { DEMO_API_KEY, DEMO_PASSWORDS } from './demo_config.js';

const ALERT = 'alert-phishing-1';
const MINUTE_MS = 60_000;

type SetClock = (clock: () => Date) => void;

/**
 * Tells the demo's story through the API itself, once per store: a phishing mail becomes an alert and a case.
 * @returns the text to print at start, given the address that is served
 */
export async function prepareDemo(app: Express, setClock: SetClock): Promise<(url: string) => string> {
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = app.listen(0, '127.0.0.1', (error?: Error) => {
      if (error === undefined) resolve(opened);
      else reject(error);
    });
  });
  try {
    const { port } = server.address() as AddressInfo;
    const caseId = await tellStory(new Storyteller(`http://127.0.0.1:${String(port)}`, setClock));
    return (url) => greeting(url, caseId);
  } finally {
    setClock(() => new Date());
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}

/** Does what the story's people did, at the minute they did it. */
class Storyteller {
  readonly #url: string;
  readonly #setClock: SetClock;
  readonly #now = Date.now();

  constructor(url: string, setClock: SetClock) {
    this.#url = url;
    this.#setClock = setClock;
  }

  minutesAgo(minutes: number): void {
    this.#setClock(() => new Date(this.#now - minutes * MINUTE_MS));
  }

  /** The JSON answer; `undefined` when there is no such thing. */
  async send(who: string, method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: who, 'kbn-xsrf': 'demo', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return undefined;
    const text = await response.text();
    if (!response.ok) throw new Error(`The demo's ${method} ${path} was answered ${text}`);
    return JSON.parse(text);
  }
}

async function tellStory(story: Storyteller): Promise<string> {
  const ana = basic('ana.garcia', DEMO_PASSWORDS.ana);
  const elastic = basic('elastic', DEMO_PASSWORDS.elastic);
  const gateway = `Bearer ${DEMO_API_KEY}`;

  const told = textAt(await story.send(ana, 'GET', `/v1/alerts/${ALERT}`), ['data', 'custom_fields', 'case']);
  if (told !== undefined) return told;

  story.minutesAgo(30);
  if ((await story.send(gateway, 'GET', `/v1/alerts/${ALERT}`)) === undefined) {
    await story.send(gateway, 'POST', '/v1/alerts', {
      id: ALERT,
      title: 'Correo de phishing dirigido a Finanzas',
      description: 'Tres buzones recibieron una factura falsa con un enlace a un dominio recién registrado.',
      severity: 'medium',
      source: 'mail-gateway',
      tags: ['phishing'],
      observables: [{ data_type: 'domain', data: 'facturas-pago.example' }],
    });
  }
  story.minutesAgo(24);
  const created = await story.send(ana, 'POST', '/api/cases', {
    title: 'Fake invoice sent to Finance',
    description: 'Three mailboxes received a fake invoice that links to a newly registered domain.',
    tags: ['phishing'],
    owner: 'securitySolution',
    connector: { id: 'none', name: 'none', type: '.none', fields: null },
    settings: { syncAlerts: true },
  });
  const id = textAt(created, ['id']) ?? '';
  story.minutesAgo(20);
  await story.send(ana, 'PATCH', `/v1/alerts/${ALERT}`, { status: 'in_progress', assigned_to: 'ana.garcia' });
  const update = { status: 'in-progress', severity: 'high', tags: ['phishing', 'finance'] };
  const version = textAt(created, ['version']);
  await story.send(ana, 'PATCH', '/api/cases', { cases: [{ id, version, ...update }] });
  story.minutesAgo(12);
  await story.send(elastic, 'POST', `/api/cases/${id}/comments`, {
    type: 'user',
    owner: 'securitySolution',
    comment: 'One of the three opened the link. Password reset and sessions ended.',
  });
  await story.send(elastic, 'POST', `/v1/alerts/${ALERT}/comments`, {
    body: 'Una persona abrió el enlace; hemos restablecido su contraseña.',
  });
  story.minutesAgo(5);
  // The last chapter names the case, so that a later start knows that the story has been told.
  await story.send(ana, 'PATCH', `/v1/alerts/${ALERT}`, {
    severity: 'critical',
    custom_fields: { case: id },
  });
  return id;
}

function greeting(url: string, caseId: string): string {
  const { ana, luis, elastic } = DEMO_PASSWORDS;
  return `case-activity demo on an embedded store in ./data/demo

  users (name:password)  ana.garcia:${ana} (analyst)  luis.perez:${luis} (reader)  elastic:${elastic} (superuser)

  The case, as Kibana tells it:
    curl -u ana.garcia:${ana} ${url}/api/cases/${caseId}/user_actions

  The alert, as CaseBender tells it (add ?lang=en for English):
    curl -u ana.garcia:${ana} ${url}/v1/alerts/${ALERT}/activities

`;
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** The string at a path of an answer; the answers are our own, but a check costs nothing. */
function textAt(value: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    value,
  );
  return typeof found === 'string' ? found : undefined;
}
