import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { KibanaUserAction } from '../../common/kibana_activity.js';
import type { TestHost } from './host.js';
import { passwordHash } from './passwords.js';

/** The connector of a case that has none. */
export const NO_CONNECTOR = { id: 'none', name: 'none', type: '.none', fields: null };

/** The body of a request that creates a case. */
export function aNewCase(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    title: 'Disk full on db-3',
    description: 'Alert fired twice',
    tags: ['storage'],
    owner: 'cases',
    settings: { syncAlerts: true },
    connector: NO_CONNECTOR,
    ...over,
  };
}

/** The body of a request that adds a comment. */
export function aComment(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { type: 'user', comment: 'Cleared old logs', owner: 'cases', ...over };
}

/** A user of the configuration, whose password is the user name. */
export function aUser(username: string, role: string): Record<string, unknown> {
  return { username, roles: [role], passwordHash: passwordHash(username) };
}

/** Talks to the Kibana dialect of a host, as one user or without credentials. */
export class KibanaClient {
  readonly #host: Pick<TestHost, 'url'>;
  readonly #username: string | undefined;
  readonly #space: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    host: Pick<TestHost, 'url'>,
    options: {
      readonly username?: string;
      readonly space?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    this.#host = host;
    this.#username = options.username;
    this.#headers = options.headers ?? {};
    this.#space = options.space === undefined ? '' : `/s/${options.space}`;
  }

  async send(
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    body?: object,
  ): Promise<Response> {
    const api = request(this.#host.url);
    let sent = api[method](`${this.#space}${path}`).set({ 'kbn-xsrf': 'true', ...this.#headers });
    if (this.#username !== undefined) sent = sent.auth(this.#username, this.#username);
    return body === undefined ? sent : sent.send(body);
  }

  /** Creates a case that must be accepted. */
  async create(over: Readonly<Record<string, unknown>> = {}): Promise<KibanaCase> {
    return accepted(await this.send('post', '/api/cases', aNewCase(over))) as KibanaCase;
  }

  /** Changes one case at its present version. */
  patch(found: { readonly id: string; readonly version: string }, change: object): Promise<Response> {
    return this.send('patch', '/api/cases', { cases: [{ id: found.id, version: found.version, ...change }] });
  }

  /** Adds a comment that must be accepted. */
  async comment(id: string, over: Readonly<Record<string, unknown>> = {}): Promise<KibanaCase> {
    return accepted(await this.send('post', `/api/cases/${id}/comments`, aComment(over))) as KibanaCase;
  }

  async get(id: string): Promise<KibanaCase> {
    return accepted(await this.send('get', `/api/cases/${id}`)) as KibanaCase;
  }

  /** All activity of a case. */
  async actions(id: string): Promise<KibanaUserAction[]> {
    return accepted(await this.send('get', `/api/cases/${id}/user_actions`)) as KibanaUserAction[];
  }
}

/** The body of an answer with status 200. */
export function accepted(response: Response): unknown {
  expect(response.status, JSON.stringify(response.body)).to.equal(200);
  return response.body as unknown;
}

/** Fails unless the answer is this error in the envelope of K2.3. */
export function expectError(response: Response, status: number, message: string): void {
  expect(response.body).to.deep.equal({ statusCode: status, error: NAMES[status], message });
  expect(response.status).to.equal(status);
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  424: 'Failed Dependency',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
