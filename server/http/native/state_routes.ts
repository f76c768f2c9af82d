import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toState } from './answer/record_presenter.js';
import { diffSchema, stateSchema } from './answer/state_schema.js';
import { invalidRequest } from './request/faults.js';
import type { DiffQuery, StateQuery } from './request/state_query.js';
import { diffQuery, stateQuery } from './request/state_query.js';
import type { RecordParams } from './request/route_params.js';
import { subjectOf } from './request/route_params.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

const TOO_LARGE = { 422: { description: 'Too many entries would have to be gone through' } };

/** Routes of a record at another time (N3.2). */
export function stateRoutes(deps: NativeRoutesDependencies): Route[] {
  return [getState(deps), getDiff(deps)];
}

function getState({ histories }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, StateQuery>({
    method: 'get',
    path: '/records/:kind/:id/state',
    operationId: 'getState',
    summary: 'A record as it was at any moment',
    scopes: ['activity:read'],
    request: { query: stateQuery },
    responses: { 200: { description: 'The record as it was', schema: stateSchema }, ...TOO_LARGE },
    handle: async ({ access, params, query: { at, asOf } }) => {
      const { head, state } = await histories.state(access, subjectOf(access, params), { at, asOf });
      return { body: toState(head, state) };
    },
  });
}

function getDiff({ histories }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, DiffQuery>({
    method: 'get',
    path: '/records/:kind/:id/diff',
    operationId: 'getDiff',
    summary: 'What has changed between two moments of a record',
    scopes: ['activity:read'],
    request: { query: diffQuery },
    responses: { 200: { description: 'The changes', schema: diffSchema }, ...TOO_LARGE },
    handle: async ({ access, params, query: { from, to } }) => {
      if (to !== undefined && to < from) {
        throw invalidRequest([{ parameter: 'to', detail: 'must not be before from' }]);
      }
      return { body: await histories.diff(access, subjectOf(access, params), { from, to }) };
    },
  });
}
