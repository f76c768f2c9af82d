import type { Feed } from '../../services/live/live_event.js';
import type { Following } from '../../services/live/follower.js';
import type { Reply, Route, RouteInput } from '../route.js';
import { defineRoute } from '../route.js';
import { toEntry } from './answer/entry_presenter.js';
import { viewOf } from './answer/entry_views.js';
import { EVENT_STREAM, eventStream, STREAM_HEADERS } from './answer/event_stream.js';
import { eventStreamSchema } from './answer/event_schema.js';
import { filterOf } from './request/filter.js';
import type { RecordParams } from './request/route_params.js';
import { subjectOf } from './request/route_params.js';
import type { RecordStreamQuery, SpaceStreamQuery } from './request/stream_query.js';
import {
  beginningOf,
  LAST_EVENT_ID_HEADER,
  recordStreamHeaders,
  recordStreamQuery,
  spaceStreamHeaders,
  spaceStreamQuery,
} from './request/stream_query.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes by which histories are followed (N6). */
export function streamRoutes(deps: NativeRoutesDependencies): Route[] {
  return [followRecord(deps), followSpace(deps)];
}

const RESPONSES = {
  200: {
    description: 'Server-sent events: `entry`, `cursor` and, as the last one, `end`',
    type: EVENT_STREAM,
    schema: eventStreamSchema,
  },
};

function followRecord(deps: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, RecordStreamQuery>({
    method: 'get',
    path: '/records/:kind/:id/stream',
    operationId: 'followRecord',
    summary: 'Entries of a record as they come',
    scopes: ['activity:read'],
    request: {
      query: recordStreamQuery,
      headers: LAST_EVENT_ID_HEADER,
      checkedHeaders: recordStreamHeaders,
    },
    responses: RESPONSES,
    handle: async (input) => {
      const { access, params, query, headers } = input;
      const { end, follow } = await deps.live.record(followingOf(input), subjectOf(access, params));
      const parameter = { name: 'after', value: query.after };
      const after = beginningOf({ headers, behind: (seq) => seq, parameter, end });
      return streamOf(follow(after, filterOf(query)), input, deps);
    },
  });
}

function followSpace(deps: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, SpaceStreamQuery>({
    method: 'get',
    path: '/stream',
    operationId: 'followSpace',
    summary: 'Entries of a space as they come, in the order in which they were recorded',
    scopes: ['activity:read'],
    request: { query: spaceStreamQuery, headers: LAST_EVENT_ID_HEADER, checkedHeaders: spaceStreamHeaders },
    responses: RESPONSES,
    handle: async (input) => {
      const { query, headers } = input;
      const { kinds, owners } = query;
      const { end, follow } = await deps.live.space(followingOf(input));
      const parameter = { name: 'start', value: query.start };
      const start = beginningOf({ headers, behind: (position) => position + 1, parameter, end });
      const feed = follow(start, { ...filterOf(query), kinds, owners });
      return streamOf(feed, input, deps);
    },
  });
}

type Asked = Pick<RouteInput<unknown, unknown, unknown>, 'access' | 'renew'>;

/** Where nobody can be asked again, nobody's access goes on for longer than until the first time that it should be. */
function followingOf({ access, renew = () => Promise.resolve(undefined) }: Asked): Following {
  return { access, renew };
}

function streamOf(
  feed: Feed,
  { query: { include }, language }: RouteInput<unknown, { readonly include: readonly string[] }, unknown>,
  deps: NativeRoutesDependencies,
): Reply {
  return {
    headers: STREAM_HEADERS,
    endless: true,
    stream: (signal) =>
      eventStream(feed(signal), {
        heartbeatMs: deps.heartbeatMs,
        toData: async (event) =>
          toEntry(event.entry, await viewOf(deps, { include, language }, () => [event]), event.position),
      }),
  };
}
