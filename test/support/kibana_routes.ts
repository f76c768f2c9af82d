import type { KibanaClient } from './kibana.js';
import type { AskedRoute, Scene } from './kibana_scene.js';
import { WRITES } from './kibana_write_routes.js';

export type { AskedRoute, Scene } from './kibana_scene.js';
export { aScene } from './kibana_scene.js';

const caseOf =
  (path: string) =>
  (kibana: KibanaClient, { found }: Scene) =>
    kibana.send('get', path.replace('ID', found.id).replace('COMMENT', found.comments[0]?.id ?? ''));
const listOf = (path: string) => (kibana: KibanaClient) => kibana.send('get', path);

const READ_CASE = [['read', 'access case']] as const;

/** Each route of the Cases API that is served, and that reads. */
const READS: readonly AskedRoute[] = [
  {
    name: 'R1',
    send: caseOf('/api/cases/ID/user_actions'),
    needs: [['read', 'access user actions']],
    elsewhere: 'nothing',
  },
  ...[
    ['R2', '/api/cases/ID/user_actions/_find'],
    ['R3', '/internal/cases/ID/user_actions/_find'],
  ].map(([name = '', path = '']): AskedRoute => {
    return { name, send: caseOf(path), needs: READ_CASE, first: 'access user actions', elsewhere: 404 };
  }),
  ...[
    ['R4', '/internal/cases/ID/user_actions/_stats'],
    ['R5', '/internal/cases/ID/_users'],
    ['R7', '/internal/cases/metrics/ID?features=lifespan'],
    ['G1', '/api/cases/ID'],
    ['G2', '/api/cases/ID/resolve'],
    ['G7', '/api/cases/ID/alerts'],
  ].map(([name = '', path = '']): AskedRoute => {
    return { name, send: caseOf(path), needs: READ_CASE, elsewhere: 404 };
  }),
  {
    name: 'R6',
    send: caseOf('/internal/cases/ID/_connectors'),
    needs: [['read', 'access user actions']],
    elsewhere: 'nothing',
  },
  { name: 'G3', send: listOf('/api/cases/_find'), needs: { any: 'access cases' } },
  { name: 'G4 tags', send: listOf('/api/cases/tags'), needs: { any: 'access case' } },
  { name: 'G4 reporters', send: listOf('/api/cases/reporters'), needs: { any: 'access case' } },
  { name: 'G6', send: listOf('/api/cases/alerts/a-1'), needs: { any: 'access cases' } },
  { name: 'G8', send: caseOf('/api/cases/ID/comments/_find'), needs: { any: 'access comments' } },
  { name: 'G10', send: caseOf('/api/cases/ID/comments'), needs: { any: 'access comments' } },
  {
    name: 'G9',
    send: caseOf('/api/cases/ID/comments/COMMENT'),
    needs: [['read', 'access comments']],
    elsewhere: 404,
  },
  {
    name: 'G11',
    send: (kibana, { found }) =>
      kibana.send('post', `/internal/cases/${found.id}/attachments/_bulk_get`, { ids: ['x'] }),
    needs: 'login',
  },
  { name: 'G13', send: listOf('/api/cases/configure/connectors/_find'), needs: 'login' },
  { name: 'G12', send: listOf('/api/cases/configure'), needs: { any: 'access case configurations' } },
];

/** Each route of the Cases API that is served. */
export const ASKED: readonly AskedRoute[] = [...READS, ...WRITES];
