import type { Naming, NamingRoutes } from './naming.js';

/** Those of our own dialect. */
export const NATIVE_ROUTES: NamingRoutes = {
  'get /api/activity/v1/records/:kind/:id': ofHistory(''),
  'get /api/activity/v1/records/:kind/:id/entries': ofHistory('/entries'),
  'post /api/activity/v1/records/:kind/:id/entries': {
    kinds: ['server'],
    send: (id) => ({
      path: `/api/activity/v1/records/server/${id}/entries`,
      body: { owner: 'securitySolution', before: { title: 'Merger with Initech' }, after: { title: 'T' } },
    }),
    deleted: 404,
    hidden: 404,
  },
  'get /api/activity/v1/records/:kind/:id/entries/:seq': ofHistory('/entries/1'),
  'get /api/activity/v1/records/:kind/:id/entries/:seq/proof': ofHistory('/entries/1/proof'),
  'get /api/activity/v1/records/:kind/:id/verify': ofHistory('/verify'),
  'get /api/activity/v1/records/:kind/:id/state': ofHistory('/state'),
  'get /api/activity/v1/records/:kind/:id/diff': ofHistory('/diff?from=0'),
  'get /api/activity/v1/records/:kind/:id/statistics': ofHistory('/statistics'),
  'get /api/activity/v1/records/:kind/:id/stream': ofHistory('/stream?after=0'),
  'get /api/activity/v1/records/:kind/:id/entries.ndjson': ofHistory('/entries.ndjson'),
  'get /api/activity/v1/records/:kind/:id/entries.csv': ofHistory('/entries.csv'),
  // What is above the clearance is not in them: `native_access.test.ts`, `native_leaks.test.ts`.
  'get /api/activity/v1/entries': 'names no record',
  // Whatever is wrong with a record is one answer: `native_ingest_access.test.ts`.
  'post /api/activity/v1/entries': 'names no record',
  'get /api/activity/v1/log': 'names no record',
  'get /api/activity/v1/statistics': 'names no record',
  'get /api/activity/v1/log/checkpoint': 'names no record',
  'get /api/activity/v1/log/tile/:level/*index': 'names no record',
  'get /api/activity/v1/log/consistency': 'names no record',
  'get /api/activity/v1/keys': 'names no record',
  'get /api/activity/v1/verify': 'names no record',
  'get /api/activity/v1/stream': 'names no record',
  'get /api/activity/v1/entries.ndjson': 'names no record',
  'get /api/activity/v1/entries.csv': 'names no record',
  // Nothing of the record that its query names: `native_timeline.test.ts`.
  'get /api/activity/v1/timeline.js': 'names no record',
  'get /api/activity/v1/timeline': 'names no record',
};

/** A route of our own dialect below that of a record. */
function ofHistory(path: string): Naming {
  return {
    kinds: ['alert'],
    send: (id) => ({ path: `/api/activity/v1/records/alert/${id}${path}` }),
    deleted: 'kept',
  };
}
