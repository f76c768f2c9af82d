import { expect } from 'chai';
import { startHost } from '../support/host.js';
import { GeneratedClient, root } from './generated.js';

/** What somebody writes who knows nothing of us but the generated types. */
const client = `
import type { components, operations, paths } from './generated.js';
import type { Alert, AlertActivity, AlertComment, CasebenderFailure, KibanaCase, KibanaError, KibanaUserAction } from '${root}/common/index.js';

type Schemas = components['schemas'];
type Answer<Operation extends keyof operations, Status extends keyof operations[Operation]['responses']> =
  operations[Operation]['responses'][Status] extends { content: { 'application/json': infer Body } } ? Body : never;

/** Both ways: nothing is missing in either, but for lists that ours do not let one change. */
type Changeable<T> = T extends readonly (infer Item)[] ? Changeable<Item>[] : T extends object ? { -readonly [Key in keyof T]: Changeable<T[Key]> } : T;
type Same<A, B> = [Changeable<A>] extends [Changeable<B>] ? ([Changeable<B>] extends [Changeable<A>] ? true : false) : false;

export const same: [
  Same<Schemas['Alert'], Alert>,
  Same<Schemas['AlertActivity'], AlertActivity>,
  Same<Schemas['AlertComment'], AlertComment>,
  Same<Schemas['KibanaError'], KibanaError>,
] = [true, true, true, true];
export const ours = (of: Schemas['KibanaCase']): Pick<KibanaCase, 'id' | 'status' | 'severity' | 'connector' | 'customFields'> => of;
export const theirs = (of: Omit<KibanaCase, 'comments' | 'observables'>): Omit<Changeable<Schemas['KibanaCase']>, 'comments' | 'observables' | 'external_service' | 'connector'> => of as Changeable<typeof of>;
export const code = (of: Schemas['CasebenderFailure']): CasebenderFailure['code'] => of.code;

export function told(actions: Answer<'listCaseUserActions', 200>): string[] {
  return actions.map((action) => {
    switch (action.type) {
      case 'title':
        return action.payload.title;
      case 'create_case':
        return action.payload.connector.name;
      case 'delete_case':
        return action.case_id;
      default:
        return action.type satisfies KibanaUserAction['type'];
    }
  });
}

export async function create(body: Schemas['KibanaNewCase'], space: string): Promise<string> {
  const headers = { 'kbn-xsrf': 'x' } satisfies operations['createCase']['parameters']['header'];
  const route = '/api/cases' satisfies keyof paths;
  const response = await fetch('/s/' + space + route, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status === 409) return ((await response.json()) as Answer<'createCase', 409>).message;
  return ((await response.json()) as Answer<'createCase', 200>).id;
}

export const minimal: Schemas['NewAlert'] = { title: 'Disk full', severity: 4, tlp: 2 };
export const deleted: operations['deleteCases']['responses'][204]['content'] = undefined;
// @ts-expect-error there is no such severity
export const wrong: Schemas['NewAlert'] = { title: 'Disk full', severity: 'terrible' };
`;

/** The story of a case, as somebody would write it with the usual client for such types. */
const story = `
import createClient from 'openapi-fetch';
import type { paths } from './generated.js';

const client = createClient<paths>({ baseUrl: process.argv[2] ?? '' });
const header = { 'kbn-xsrf': 'x' };

function body<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const connector = { id: 'none', name: 'none', type: '.none', fields: null } as const;
const created = body(await client.POST('/api/cases', {
  params: { header },
  body: { title: 'Disk full', description: 'D', tags: ['storage'], owner: 'cases', settings: { syncAlerts: true }, connector },
}));
const [changed] = body(await client.PATCH('/api/cases', {
  params: { header },
  body: { cases: [{ id: created.id, version: created.version, status: 'in-progress', tags: ['storage', 'db'] }] },
}));
const path = { caseId: created.id };
const commented = body(await client.POST('/api/cases/{caseId}/comments', {
  params: { header, path },
  body: { type: 'user', comment: 'Cleared old logs', owner: 'cases' },
}));
const read = body(await client.GET('/api/cases/{caseId}', { params: { path } }));
const pages: string[] = [];
for (const page of ['1', '2']) {
  const { userActions } = body(await client.GET('/api/cases/{caseId}/user_actions/_find', { params: { path, query: { page, perPage: '3' } } }));
  pages.push(userActions.map(({ type }) => type).join());
}
const { userActions } = body(await client.GET('/api/cases/{caseId}/user_actions/_find', { params: { path, query: { types: ['user'] } } }));
const [only] = userActions;
const text = only?.type === 'comment' ? only.payload.comment.comment : undefined;
const found = body(await client.GET('/api/cases/_find', { params: { query: { tags: ['db'] } } }));
const missing = await client.GET('/api/cases/{caseId}', { params: { path: { caseId: 'none' } } });
console.log(JSON.stringify({
  status: changed?.status, comments: commented.comments.length, same: read.version === commented.version, pages, text,
  found: found.total, missing: missing.error?.message,
}));
`;

describe('a client generated from the OpenAPI document', function () {
  let generated: GeneratedClient;
  before(async () => {
    generated = await GeneratedClient.make();
  });
  after(() => generated.remove());

  it('knows the body of every answer that has one', () => {
    const bodyless = generated.types.match(/content\?: never/g) ?? [];
    // Deleted cases, spaces and comments, one or all, the ways to both pages without the slash, and a module that did
    // not change.
    expect(bodyless).to.have.length(7);
  });

  it('compiles, and its types are those of the wire', async () => {
    expect(await generated.compile('client.ts', client)).to.equal('');
  });

  it('creates, changes, comments, reads, pages and filters', async () => {
    expect(await generated.compile('story.ts', story)).to.equal('');
    const host = await startHost();
    try {
      expect(JSON.parse(await generated.run('story.ts', host.url))).to.deep.equal({
        status: 'in-progress',
        comments: 1,
        same: true,
        pages: ['create_case,tags,status', 'comment'],
        text: 'Cleared old logs',
        found: 1,
        missing: 'Saved object [cases/none] not found',
      });
    } finally {
      await host.stop();
    }
  });
});
