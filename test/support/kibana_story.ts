import type { Response } from 'supertest';
import type { Route } from '../../server/http/route.js';
import { aNewCase, NO_CONNECTOR } from './kibana.js';
import { anAlertComment } from './kibana_attachments.js';

/** A request and its answer, as an example of an operation; absent where there is no body. */
export interface Example {
  readonly request?: unknown;
  readonly response?: unknown;
}

/** What earlier requests have answered, by operation. */
type Told = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One request of the story. */
export interface Chapter {
  readonly operation: string;
  readonly method: Route['method'];
  readonly path: (told: Told) => string;
  readonly body?: (told: Told) => object;
}

const owner = 'observability';
const caseId = (told: Told): string => String(told['createCase']?.['id']);
const commentOf = (told: Told): Readonly<Record<string, unknown>> =>
  (told['addCaseComment']?.['comments'] as readonly Readonly<Record<string, unknown>>[])[0] ?? {};
const versionOf = (told: Told): unknown => told['getCase']?.['version'];
const read = (operation: string, path: (id: string) => string): Chapter => ({
  operation,
  method: 'get',
  path: (told) => path(caseId(told)),
});
const getCase = read('getCase', (id) => `/api/cases/${id}`);
const comment = { type: 'user', comment: 'Cleared old logs', owner };

/** One use of each operation of the Cases API and of those around it, in an order in which each has something to answer. */
export const STORY: readonly Chapter[] = [
  {
    operation: 'createCaseConfiguration',
    method: 'post',
    path: () => '/api/cases/configure',
    body: () => ({
      ...{ owner, closure_type: 'close-by-user', connector: NO_CONNECTOR },
      customFields: [
        { key: 'cost_centre', label: 'Cost centre', type: 'text', required: true, defaultValue: 'EU-00' },
      ],
    }),
  },
  {
    operation: 'updateCaseConfiguration',
    method: 'patch',
    path: (told) => `/api/cases/configure/${String(told['createCaseConfiguration']?.['id'])}`,
    body: (told) => ({
      version: told['createCaseConfiguration']?.['version'],
      closure_type: 'close-by-pushing',
    }),
  },
  read('findCaseConfigurations', () => '/api/cases/configure'),
  { operation: 'createCase', method: 'post', path: () => '/api/cases', body: () => aNewCase({ owner }) },
  {
    operation: 'addCaseComment',
    method: 'post',
    path: (told) => `/api/cases/${caseId(told)}/comments`,
    body: () => comment,
  },
  {
    operation: 'addCaseAttachments',
    method: 'post',
    path: (told) => `/internal/cases/${caseId(told)}/attachments/_bulk_create`,
    body: () => [anAlertComment(['a-1', 'a-2'], { owner })],
  },
  {
    operation: 'updateCaseComment',
    method: 'patch',
    path: (told) => `/api/cases/${caseId(told)}/comments`,
    body: (told) => {
      const { id, version } = commentOf(told);
      return { ...comment, comment: 'Cleared old logs, watching', id, version };
    },
  },
  getCase,
  {
    operation: 'updateCases',
    method: 'patch',
    path: () => '/api/cases',
    body: (told) => ({
      cases: [{ id: caseId(told), version: versionOf(told), status: 'in-progress', tags: ['storage', 'db'] }],
    }),
  },
  getCase,
  {
    operation: 'putCaseCustomField',
    method: 'put',
    path: (told) => `/internal/cases/${caseId(told)}/custom_fields/cost_centre`,
    body: (told) => ({ value: 'EU-14', caseVersion: versionOf(told) }),
  },
  getCase,
  read('resolveCase', (id) => `/api/cases/${id}/resolve?includeComments=false`),
  read('findCases', () => '/api/cases/_find?status=in-progress&tags=db'),
  read('listCaseTags', () => '/api/cases/tags'),
  read('listCaseReporters', () => '/api/cases/reporters'),
  read('listCaseAlerts', (id) => `/api/cases/${id}/alerts`),
  read('listCasesOfAlert', () => '/api/cases/alerts/a-1'),
  read('findCaseComments', (id) => `/api/cases/${id}/comments/_find`),
  read('listCaseComments', (id) => `/api/cases/${id}/comments`),
  {
    operation: 'getCaseComment',
    method: 'get',
    path: (told) => `/api/cases/${caseId(told)}/comments/${String(commentOf(told)['id'])}`,
  },
  {
    operation: 'getCaseAttachments',
    method: 'post',
    path: (told) => `/internal/cases/${caseId(told)}/attachments/_bulk_get`,
    body: (told) => ({ ids: [commentOf(told)['id'], 'none'] }),
  },
  read('listCaseUserActions', (id) => `/api/cases/${id}/user_actions`),
  read('findCaseUserActions', (id) => `/api/cases/${id}/user_actions/_find?types=status&types=user`),
  read('findCaseUserActionsWithAttachments', (id) => `/internal/cases/${id}/user_actions/_find?types=alert`),
  read('getCaseUserActionStats', (id) => `/internal/cases/${id}/user_actions/_stats`),
  read('getCaseUsers', (id) => `/internal/cases/${id}/_users`),
  read('findCaseConnectors', () => '/api/cases/configure/connectors/_find'),
  {
    operation: 'pushCase',
    method: 'post',
    path: (told) => `/api/cases/${caseId(told)}/connector/tickets/_push`,
    body: () => ({}),
  },
  read('getCaseConnectors', (id) => `/internal/cases/${id}/_connectors`),
  {
    operation: 'createSpace',
    method: 'post',
    path: () => '/api/spaces/space',
    body: () => ({ id: 'plant-7', name: 'Plant 7', description: 'Line control', color: '#1c6b50' }),
  },
  {
    operation: 'updateSpace',
    method: 'put',
    path: () => '/api/spaces/space/plant-7',
    body: () => ({ id: 'plant-7', name: 'Plant 7', initials: 'P7', solution: 'security' }),
  },
  read('getSpace', () => '/api/spaces/space/plant-7'),
  read('listSpaces', () => '/api/spaces/space'),
  read('getCaseMetrics', (id) => `/internal/cases/metrics/${id}?features=lifespan&features=alerts.count`),
];

/** Tells the story; answers an example of each operation, the last where it is told of several times. */
export async function toldStory(
  send: (method: Chapter['method'], path: string, body: object | undefined) => Promise<Response>,
): Promise<Readonly<Record<string, Example>>> {
  const told: Record<string, Readonly<Record<string, unknown>>> = {};
  const examples: Record<string, Example> = {};
  for (const { operation, method, path, body } of STORY) {
    const request = body?.(told);
    const { status, body: answer } = await send(method, path(told), request);
    if (status !== 200) throw new Error(`${operation}: ${String(status)} ${JSON.stringify(answer)}`);
    told[operation] = answer as Readonly<Record<string, unknown>>;
    examples[operation] = { ...(request !== undefined && { request }), response: answer as unknown };
  }
  return withEvenIds(examples);
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** With the same ids each time: the first is `...01`, the next `...02`. */
function withEvenIds<T>(value: T): T {
  const names = new Map<string, string>();
  const text = JSON.stringify(value).replaceAll(UUID, (id) => {
    const name = names.get(id) ?? `6f0a2b1e-7c52-4d8e-9d0b-${String(names.size + 1).padStart(12, '0')}`;
    names.set(id, name);
    return name;
  });
  return JSON.parse(text) as T;
}
