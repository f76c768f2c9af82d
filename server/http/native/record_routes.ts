import type { NativeEntryPage } from '../../../common/native.js';
import type { EntryPage } from '../../services/history/entry_page.js';
import type { ProvableEntry } from '../../services/history/entry_seals.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { EntryView } from './answer/entry_presenter.js';
import { toEntry } from './answer/entry_presenter.js';
import { viewOf } from './answer/entry_views.js';
import { entryPageSchema, entrySchema } from './answer/entry_schema.js';
import { linkHeader, reference } from './answer/page_links.js';
import { toRecord } from './answer/record_presenter.js';
import { recordSchema } from './answer/record_schema.js';
import { LINK } from './answer/responses.js';
import type { Sent } from './request/decode.js';
import type { EntriesQuery, ShownQuery } from './request/entry_query.js';
import { entriesQuery, shownQuery } from './request/entry_query.js';
import { filterOf } from './request/filter.js';
import type { EntryParams, RecordParams } from './request/route_params.js';
import { seqOf, subjectOf } from './request/route_params.js';
import type { LocaleQuery } from './request/state_query.js';
import { localeQuery } from './request/state_query.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes of one record: its entries, one of them, and the record at a glance (N3). */
export function recordRoutes(deps: NativeRoutesDependencies): Route[] {
  return [listEntries(deps), getEntry(deps), getRecord(deps)];
}

function listEntries(deps: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, EntriesQuery>({
    method: 'get',
    path: '/records/:kind/:id/entries',
    operationId: 'listEntries',
    summary: 'Entries of a record, newest first or oldest first',
    scopes: ['activity:read'],
    request: { query: entriesQuery },
    responses: { 200: { description: 'A page', schema: entryPageSchema, headers: LINK } },
    handle: async ({ access, params, query, language }) => {
      const { order, after, before, limit, include } = query;
      const input = { filter: filterOf(query), order, after, before, limit };
      const found = await deps.histories.entries(access, subjectOf(access, params), input);
      const { head, entries } = found;
      const provable = (): ProvableEntry[] => entries.map((entry) => ({ head, entry }));
      const body = toPage(found, query, await viewOf(deps, { include, language }, provable));
      const { next, newer } = body.page;
      return { headers: linkHeader({ next, newer }), body };
    },
  });
}

function getEntry(deps: NativeRoutesDependencies): Route {
  return defineRoute<EntryParams, ShownQuery & Sent>({
    method: 'get',
    path: '/records/:kind/:id/entries/:seq',
    operationId: 'getEntry',
    summary: 'One entry of a record',
    scopes: ['activity:read'],
    request: { query: shownQuery },
    responses: { 200: { description: 'The entry', schema: entrySchema, headers: LINK } },
    handle: async ({ access, params, query: { include, sent }, language }) => {
      const seq = seqOf(params);
      const { head, entry } = await deps.histories.entry(access, subjectOf(access, params), seq);
      const beside = (other: number): string | undefined =>
        other >= 1 && other <= head.seq
          ? `${String(other)}${sent.length === 0 ? '' : reference(sent, {})}`
          : undefined;
      return {
        headers: linkHeader({ prev: beside(seq - 1), next: beside(seq + 1) }),
        body: toEntry(entry, await viewOf(deps, { include, language }, () => [{ head, entry }])),
      };
    },
  });
}

function getRecord({ histories }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, LocaleQuery>({
    method: 'get',
    path: '/records/:kind/:id',
    operationId: 'getRecord',
    summary: 'A record at a glance: how long its history is, and of what',
    scopes: ['activity:read'],
    request: { query: localeQuery },
    responses: { 200: { description: 'The record', schema: recordSchema } },
    handle: async ({ access, params }) => ({
      body: toRecord(await histories.record(access, subjectOf(access, params))),
    }),
  });
}

function toPage(found: EntryPage, { order, sent }: EntriesQuery, view: EntryView): NativeEntryPage {
  const { head, entries, total, complete, next } = found;
  const entry = entries.map((one) => toEntry(one, view));
  const [first, last] = [entry.at(0)?.seq, entry.at(-1)?.seq];
  return {
    entries: entry,
    page: {
      head: head.seq,
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
      ...(total !== undefined && { total }),
      complete,
      ...(next !== undefined && {
        next: reference(sent, order === 'asc' ? { after: next } : { before: next }),
      }),
      newer: reference(sent, { before: undefined, after: head.seq, order: 'asc' }),
    },
  };
}
