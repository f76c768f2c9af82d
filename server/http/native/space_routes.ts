import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toEntry } from './answer/entry_presenter.js';
import { viewOf } from './answer/entry_views.js';
import { linkHeader, reference } from './answer/page_links.js';
import { LINK } from './answer/responses.js';
import { logPageSchema, spacePageSchema } from './answer/space_schema.js';
import { cursorOf } from './request/cursor.js';
import { filterOf } from './request/filter.js';
import type { LogQuery, TimeQuery } from './request/space_query.js';
import { logQuery, timeQuery } from './request/space_query.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes of a space (N4). */
export function spaceRoutes(deps: NativeRoutesDependencies): Route[] {
  return [listSpace(deps), readLog(deps)];
}

function listSpace(deps: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, TimeQuery>({
    method: 'get',
    path: '/entries',
    operationId: 'listSpaceEntries',
    summary: 'Entries of a space by time',
    scopes: ['activity:read'],
    request: { query: timeQuery },
    responses: { 200: { description: 'A page', schema: spacePageSchema, headers: LINK } },
    handle: async ({ access, query, language }) => {
      const { order, cursor, limit, include, kinds, owners, sent } = query;
      const filter = { ...filterOf(query), kinds, owners };
      const found = await deps.spaces.byTime(access, { filter, order, limit, after: cursor });
      const view = await viewOf(deps, { include, language }, () => found.entries);
      const next = found.next && reference(sent, { cursor: cursorOf(found.next) });
      return {
        headers: linkHeader({ next }),
        body: {
          entries: found.entries.map(({ entry }) => toEntry(entry, view)),
          page: {
            complete: found.complete,
            ...(next !== undefined && { next }),
            ...(found.oldestScanned !== undefined && { oldestScanned: found.oldestScanned.toISOString() }),
          },
        },
      };
    },
  });
}

function readLog(deps: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, LogQuery>({
    method: 'get',
    path: '/log',
    operationId: 'readLog',
    summary: 'Entries of a space in the order in which they were recorded',
    scopes: ['activity:read'],
    request: { query: logQuery },
    responses: { 200: { description: 'A page', schema: logPageSchema, headers: LINK } },
    handle: async ({ access, query, language }) => {
      const { start, limit, include, kinds, owners, sent } = query;
      const filter = { ...filterOf(query), kinds, owners };
      const { entries, ...page } = await deps.spaces.log(access, { filter, start, limit });
      const next = reference(sent, { start: page.end });
      const view = await viewOf(deps, { include, language }, () => entries);
      return {
        headers: linkHeader({ next }),
        body: {
          entries: entries.map(({ entry, position }) => toEntry(entry, view, position)),
          page: { ...page, next },
        },
      };
    },
  });
}
