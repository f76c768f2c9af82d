import type { SpaceEntry } from '../../services/history/space_page.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { EntryView } from './answer/entry_presenter.js';
import { toEntry } from './answer/entry_presenter.js';
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

function listSpace({ spaces, clock }: NativeRoutesDependencies): Route {
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
      const found = await spaces.byTime(access, { filter, order, limit, after: cursor });
      const next = found.next && reference(sent, { cursor: cursorOf(found.next) });
      return {
        headers: linkHeader({ next }),
        body: {
          entries: found.entries.map(({ entry }) => toEntry(entry, { include, language, now: clock() })),
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

function readLog({ spaces, clock }: NativeRoutesDependencies): Route {
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
      const { entries, ...page } = await spaces.log(access, { filter, start, limit });
      const next = reference(sent, { start: page.end });
      const view = { include, language, now: clock() };
      return {
        headers: linkHeader({ next }),
        body: { entries: entries.map((one) => toRow(one, view)), page: { ...page, next } },
      };
    },
  });
}

function toRow({ entry, position }: SpaceEntry, view: EntryView): ReturnType<typeof toEntry> {
  return toEntry(entry, view, position);
}
