import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import type { Alert, AlertActivity, AlertComment } from '../../common/casebender.js';
import type { Principal } from '../../server/access/principal.js';
import type { AlertFault } from '../../server/services/alerts/alert_fault.js';
import { faultOf } from '../../server/services/alerts/alert_fault.js';
import type { TestHost, TestHostOptions } from './host.js';
import { startHost } from './host.js';

/** A caller who may do everything. */
export const BOSS: Principal = { username: 'boss', roles: ['superuser'] };

const HEADER = 'x-test-principal';

/** Roles on the owner of the alerts (a writer deletes nothing), one on another owner only, and one on something else. */
export const ROLES = Object.entries({
  reader: { securitySolutionCases: ['read'] },
  analyst: { securitySolutionCases: ['all'] },
  writer: { securitySolutionCases: ['minimal_all'] },
  eraser: { securitySolutionCases: ['cases_delete'] },
  stranger: { observabilityCases: ['all'] },
  visitor: { dashboard: ['read'] },
}).map(([name, feature]) => ({ name, kibana: [{ spaces: ['default'], base: [], feature }] }));

/** A host whose callers say themselves who they are, so that every principal can be tried. */
export function startAlertHost(options: TestHostOptions = {}): Promise<TestHost> {
  return startHost({
    authenticate: ({ headers }) => {
      const sent = headers[HEADER];
      return typeof sent === 'string' ? (JSON.parse(sent) as Principal) : undefined;
    },
    ...options,
    config: { security: { roles: ROLES }, ...options.config },
  });
}

/** The headers by which a host of `startAlertHost` knows who asks. */
export function headersOf(principal: Principal): Readonly<Record<string, string>> {
  return { [HEADER]: JSON.stringify(principal) };
}

/** The target of a relation of a page's `Link`. */
export function linkOf({ headers }: Response, relation: string): string | undefined {
  return new RegExp(`<([^>]*)>; rel="${relation}"`).exec(headers['link'] ?? '')?.[1];
}

/** Talks to the CaseBender dialect of a host as one caller; without one it sends no credentials. */
export class AlertClient {
  readonly #url: string;
  readonly #principal: Principal | undefined;

  constructor(host: TestHost, principal?: Principal, space?: string) {
    this.#url = `${host.url}${space === undefined ? '' : `/s/${space}`}/v1`;
    this.#principal = principal;
  }

  async send(
    method: 'get' | 'head' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    { body, headers = {} }: { body?: object | string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    let sent = request(this.#url)[method](path).set(headers);
    if (this.#principal !== undefined) sent = sent.set(headersOf(this.#principal));
    return body === undefined ? sent : sent.send(body);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send('get', path, { headers });
  }

  /** The ids of a list from this page on, page by page as the links lead; each page must be readable. */
  async walk(path: string): Promise<string[][]> {
    const pages: string[][] = [];
    for (let at: string | undefined = path; at !== undefined;) {
      const page: Response = await this.get(at);
      expect(page.status, JSON.stringify(page.body)).to.equal(200);
      pages.push((page.body.data as { id: string }[]).map(({ id }) => id));
      const next = linkOf(page, 'next');
      at = next === undefined ? undefined : `${path.split('?', 1)[0] ?? ''}${next}`;
    }
    return pages;
  }

  /** Creates an alert that must be accepted. */
  async create(over: Readonly<Record<string, unknown>> = {}): Promise<Alert> {
    const body = { title: 'Suspicious login', severity: 'high', ...over };
    return (await this.#accepted('post', '/alerts', body)) as Alert;
  }

  /** Changes an alert; must be accepted. */
  async patch(id: string, change: object): Promise<Alert> {
    return (await this.#accepted('patch', `/alerts/${id}`, change)) as Alert;
  }

  /** Comments on an alert; must be accepted. */
  async comment(id: string, body: string): Promise<AlertComment> {
    return (await this.#accepted('post', `/alerts/${id}/comments`, { body })) as AlertComment;
  }

  /** A page of an alert's history, which must be readable. */
  async activities(id: string, query = ''): Promise<AlertActivity[]> {
    return (await this.#accepted('get', `/alerts/${id}/activities${query}`)) as AlertActivity[];
  }

  async #accepted(method: 'get' | 'post' | 'patch', path: string, body?: object): Promise<unknown> {
    const { status, body: answer } = await this.send(method, path, body === undefined ? {} : { body });
    expect(status, JSON.stringify(answer)).to.be.within(200, 201);
    expect(Object.keys(answer as object)).to.deep.equal(['status', 'data']);
    return (answer as { data: unknown }).data;
  }
}

/** The failure's status, code and message, after its form was checked. */
export function failureOf(response: Response): { status: number; code: string; message: string } {
  const body = response.body as Record<'status' | 'message' | 'code', string>;
  expect(Object.keys(body)).to.deep.equal(['status', 'message', 'code']);
  expect(body.status).to.equal('error');
  return { status: response.status, code: body.code, message: body.message };
}

/** What is wrong with what is decoded; something has to be. */
export function faultIn(decode: () => unknown): AlertFault | undefined {
  try {
    decode();
  } catch (error) {
    return faultOf(error);
  }
  throw new Error('nothing was wrong');
}
