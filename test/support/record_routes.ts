import { aComment } from './kibana.js';
import type { NamingRoutes } from './naming.js';
import { NATIVE_ROUTES } from './native_record_routes.js';

/**
 * One entry for every route of every dialect: a new route has to say how it names a record, or that it names none.
 * The records are recorded by the host, so that each kind can have levels.
 */
export const ROUTES: NamingRoutes = {
  'get /api/cases/:caseId/user_actions': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/api/cases/${id}/user_actions` }),
    deleted: 'nothing',
  },
  'get /api/cases/:caseId/user_actions/_find': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/api/cases/${id}/user_actions/_find` }),
    deleted: 404,
  },
  'get /internal/cases/:caseId/user_actions/_find': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/internal/cases/${id}/user_actions/_find` }),
    deleted: 404,
  },
  'get /internal/cases/:caseId/user_actions/_stats': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/internal/cases/${id}/user_actions/_stats` }),
    deleted: 404,
  },
  'get /internal/cases/:caseId/_users': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/internal/cases/${id}/_users` }),
    deleted: 404,
  },
  'get /internal/cases/:caseId/_connectors': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/internal/cases/${id}/_connectors` }),
    deleted: 'nothing',
  },
  'get /internal/cases/metrics/:caseId': {
    kinds: ['case', 'incident'],
    send: (id) => ({ path: `/internal/cases/metrics/${id}?features=lifespan` }),
    deleted: 404,
  },
  'post /api/cases/:caseId/comments': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases/${id}/comments`, body: aComment({ owner: 'securitySolution' }) }),
    deleted: 404,
  },
  'post /internal/cases/:caseId/attachments/_bulk_create': {
    kinds: ['case'],
    send: (id) => ({
      path: `/internal/cases/${id}/attachments/_bulk_create`,
      body: [aComment({ owner: 'securitySolution' })],
    }),
    deleted: 404,
  },
  // They name a comment, which these records have none of: `kibana_comment_levels.test.ts`.
  'patch /api/cases/:caseId/comments': 'names no record',
  'delete /api/cases/:caseId/comments/:commentId': 'names no record',
  'delete /api/cases/:caseId/comments': 'names no record',
  'get /api/cases/:caseId/comments/:commentId': 'names no record',
  'post /internal/cases/:caseId/attachments/_bulk_get': 'names no record',
  // Lists: what the caller may not see is not on them.
  'get /api/cases/:caseId/comments/_find': 'names no record',
  'get /api/cases/:caseId/comments': 'names no record',
  'get /api/cases/alerts/:alertId': 'names no record',
  'get /api/cases/:caseId/alerts': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases/${id}/alerts` }),
    deleted: 404,
  },
  // The fields that are configured: `record_guard.test.ts`.
  'put /internal/cases/:caseId/custom_fields/:key': {
    kinds: ['case'],
    send: (id) => ({
      path: `/internal/cases/${id}/custom_fields/place`,
      body: { value: 'Berlin', caseVersion: 'WzEsMV0=' },
    }),
    deleted: 404,
  },
  'get /api/cases/configure': 'names no record',
  'get /api/cases/configure/connectors/_find': 'names no record',
  // No connector is registered there, which is told after whether the case may be seen.
  'post /api/cases/:caseId/connector/:connectorId/_push': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases/${id}/connector/none/_push`, body: {} }),
    deleted: 404,
  },
  'post /api/cases/configure': 'names no record',
  'patch /api/cases/configure/:configurationId': 'names no record',
  'post /api/cases': 'names no record',
  'patch /api/cases': {
    kinds: ['case'],
    send: (id) => ({ path: '/api/cases', body: { cases: [{ id, version: 'WzEsMV0=', title: 'T' }] } }),
    deleted: 404,
  },
  'delete /api/cases': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases?ids=${encodeURIComponent(JSON.stringify([id]))}` }),
    deleted: 404,
  },
  // What is above the clearance is not listed: `kibana_cases_find_access.test.ts`, `kibana_tags_reporters.test.ts`.
  'get /api/cases/_find': 'names no record',
  'get /api/cases/tags': 'names no record',
  'get /api/cases/reporters': 'names no record',
  'get /api/cases/:caseId/resolve': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases/${id}/resolve` }),
    deleted: 404,
  },
  'get /api/cases/:caseId': {
    kinds: ['case'],
    send: (id) => ({ path: `/api/cases/${id}` }),
    deleted: 404,
  },
  'get /api/spaces/space': 'names no record',
  'post /api/spaces/space': 'names no record',
  'get /api/spaces/space/:spaceId': 'names no record',
  'put /api/spaces/space/:spaceId': 'names no record',
  'delete /api/spaces/space/:spaceId': 'names no record',
  'get /api/status': 'names no record',
  'get /api/stats': 'names no record',
  'get /v1/alerts': 'names no record',
  'post /v1/alerts': 'names no record',
  // Whatever is wrong with an alert is one answer: `casebender_bulk_access.test.ts`.
  'post /v1/alerts/_bulk': 'tells which it has changed',
  'post /v1/alerts/create-case': {
    kinds: ['alert'],
    send: (id) => ({
      path: '/v1/alerts/create-case',
      body: { title: 'T', severity: 1, alert_ids: [id] },
    }),
    deleted: 404,
  },
  'get /v1/alerts/:id': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}` }),
    deleted: 404,
  },
  'patch /v1/alerts/:id': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}`, body: { description: 'D' } }),
    deleted: 404,
  },
  'delete /v1/alerts/:id': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}` }),
    deleted: 404,
  },
  'post /v1/alerts/:id/comments': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}/comments`, body: { body: 'C' } }),
    deleted: 404,
  },
  'get /v1/alerts/:id/comments': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}/comments` }),
    deleted: 404,
  },
  'patch /v1/alerts/:id/comments/:commentId': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}/comments/none`, body: { body: 'C' } }),
    deleted: 404,
  },
  'delete /v1/alerts/:id/comments/:commentId': {
    kinds: ['alert'],
    send: (id) => ({ path: `/v1/alerts/${id}/comments/none` }),
    deleted: 404,
  },
  'get /v1/alerts/:id/activities': {
    kinds: ['alert', 'incident'],
    send: (id) => ({ path: `/v1/alerts/${id}/activities` }),
    deleted: 404,
  },
  ...NATIVE_ROUTES,
};
