import { ActivityError } from '../../../domain/errors.js';
import { TEXT } from '../../openapi/json_schema.js';
import type { HeaderSpec, Reply, Route } from '../../route.js';
import { defineRoute } from '../../route.js';
import { reference } from '../answer/page_links.js';
import { isKept, TimelineModule } from './timeline_module.js';
import { PAGE_HEADERS, timelinePage } from './timeline_page.js';
import type { TimelineQuery } from './timeline_query.js';
import { timelineQuery } from './timeline_query.js';

/** The timeline: its module, and a page that has nothing else on it (N13). Nobody's history is in either. */
export function timelineRoutes(file = new TimelineModule()): Route[] {
  return [getTimelineModule(file), getTimelinePage()];
}

const KEPT: Readonly<Record<string, HeaderSpec>> = {
  ETag: { description: 'Of the module as it is.' },
  'Cache-Control': { description: 'For how long it may be kept.' },
};

function getTimelineModule(file: TimelineModule): Route {
  return defineRoute({
    method: 'get',
    path: '/timeline.js',
    operationId: 'getTimelineModule',
    summary: 'The timeline as a module for browsers',
    open: true,
    request: {
      headers: { 'If-None-Match': { description: 'The `ETag` of what is kept: 304 if it is still that.' } },
    },
    responses: {
      200: { description: 'The module', type: 'text/javascript', schema: TEXT, headers: KEPT },
      304: { description: 'What is kept is right', headers: KEPT },
      404: { description: 'The module was not built' },
    },
    handle: async ({ headers }) => {
      const module = await file.current();
      if (module === undefined) {
        throw new ActivityError('ENTRY_NOT_FOUND', 'The timeline was not built: `npm run build` makes it.');
      }
      const { bytes, etag } = module;
      const kept = { ETag: etag, 'Cache-Control': 'max-age=3600' };
      if (isKept(headers['if-none-match'], etag)) return { status: 304, headers: kept };
      const type = 'text/javascript; charset=utf-8';
      return {
        text: bytes,
        headers: { ...kept, 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' },
      };
    },
  });
}

function getTimelinePage(): Route {
  return defineRoute<{ readonly endsWithSlash: boolean }, TimelineQuery>({
    method: 'get',
    path: '/timeline',
    operationId: 'getTimelinePage',
    summary: 'A page with the timeline of a record or a space; what it shows needs credentials',
    open: true,
    request: { query: timelineQuery },
    responses: {
      200: { description: 'The page', type: 'text/html', schema: TEXT },
      308: {
        description: 'To the same address without the slash at its end',
        headers: { Location: { description: 'The address, relative.' } },
      },
    },
    handle: ({ params: { endsWithSlash }, query, language }) =>
      Promise.resolve<Reply>(
        endsWithSlash
          ? {
              status: 308,
              headers: { Location: `../timeline${query.sent.length === 0 ? '' : reference(query.sent, {})}` },
            }
          : { text: timelinePage(query, language.locale), headers: PAGE_HEADERS },
      ),
  });
}
