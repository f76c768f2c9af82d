import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { recordStatisticsSchema, spaceStatisticsSchema } from './answer/statistics_schema.js';
import { toRecordStatistics, toSpaceStatistics } from './answer/statistics_presenter.js';
import { filterOf } from './request/filter.js';
import type { RecordParams } from './request/route_params.js';
import { subjectOf } from './request/route_params.js';
import type { RecordStatisticsQuery, SpaceStatisticsQuery } from './request/statistics_query.js';
import { recordStatisticsQuery, spaceStatisticsQuery } from './request/statistics_query.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes of figures (N9). */
export function statisticsRoutes(deps: NativeRoutesDependencies): Route[] {
  return [getRecordStatistics(deps), getSpaceStatistics(deps)];
}

function getRecordStatistics({ statistics }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, RecordStatisticsQuery>({
    method: 'get',
    path: '/records/:kind/:id/statistics',
    operationId: 'getRecordStatistics',
    summary: 'Figures of a record: who, when, and how long it was what',
    scopes: ['activity:read'],
    request: { query: recordStatisticsQuery },
    responses: { 200: { description: 'The figures', schema: recordStatisticsSchema } },
    handle: async ({ access, params, query }) => {
      const { field = statistics.field, timeZone } = query;
      const figures = await statistics.record(access, subjectOf(access, params), { field, timeZone });
      return { body: toRecordStatistics(field, figures) };
    },
  });
}

function getSpaceStatistics({ statistics }: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, SpaceStatisticsQuery>({
    method: 'get',
    path: '/statistics',
    operationId: 'getSpaceStatistics',
    summary: 'Figures of a space by day, week or month',
    scopes: ['activity:read'],
    request: { query: spaceStatisticsQuery },
    responses: {
      200: { description: 'The figures', schema: spaceStatisticsSchema },
      422: { description: 'Too many entries are in the range: `fits` is the latest `to` that would do' },
    },
    handle: async ({ access, query }) => {
      const { from, to, bucket, kinds, owners, timeZone } = query;
      const filter = { ...filterOf(query), kinds, owners, from, to };
      return { body: toSpaceStatistics(await statistics.space(access, { filter, bucket, timeZone })) };
    },
  });
}
