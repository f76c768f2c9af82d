import type { ObjectSchema } from 'joi';
import type { ExportFormat } from '../../services/export/export_runs.js';
import type { HistoryExport } from '../../services/export/exports.js';
import type { Language } from '../prose/language.js';
import type { Reply, ResponseSpec, Route } from '../route.js';
import { defineRoute } from '../route.js';
import { CSV_FILE, NDJSON_FILE } from './answer/export_responses.js';
import type { CsvChoice } from './export/csv_format.js';
import { csvFormat } from './export/csv_format.js';
import { attachment } from './export/file_name.js';
import { ndjsonFormat } from './export/ndjson_format.js';
import type { LinesChoice, RecordExportQuery, SpaceExportQuery } from './request/export_query.js';
import {
  recordLinesQuery,
  recordTableQuery,
  spaceLinesQuery,
  spaceTableQuery,
} from './request/export_query.js';
import { filterOf } from './request/filter.js';
import type { RecordParams } from './request/route_params.js';
import { subjectOf } from './request/route_params.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** A kind of file. */
interface FileKind<Q> {
  readonly extension: 'ndjson' | 'csv';
  readonly contentType: string;
  readonly response: ResponseSpec;
  readonly formatOf: (query: Q, language: Language) => ExportFormat;
}

const LINES: FileKind<(RecordExportQuery | SpaceExportQuery) & LinesChoice> = {
  extension: 'ndjson',
  contentType: 'application/x-ndjson',
  response: NDJSON_FILE,
  formatOf: ({ sent, proofs }, language) => ndjsonFormat(language, sent, proofs),
};

const TABLE: FileKind<CsvChoice> = {
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  response: CSV_FILE,
  formatOf: (query, language) => csvFormat(language, query),
};

/** Routes that answer histories as files (N8). */
export function exportRoutes(deps: NativeRoutesDependencies): Route[] {
  return [
    exportRecord(deps, { operationId: 'exportEntries', query: recordLinesQuery, file: LINES }),
    exportRecord(deps, { operationId: 'exportEntriesTable', query: recordTableQuery, file: TABLE }),
    exportSpace(deps, { operationId: 'exportSpace', query: spaceLinesQuery, file: LINES }),
    exportSpace(deps, { operationId: 'exportSpaceTable', query: spaceTableQuery, file: TABLE }),
  ];
}

/** What routes of one file differ in. */
interface FileRoute<Q> {
  readonly operationId: string;
  readonly query: ObjectSchema<Q>;
  readonly file: FileKind<Q>;
}

function exportRecord<Q extends RecordExportQuery>(
  { exports }: NativeRoutesDependencies,
  { operationId, query: schema, file }: FileRoute<Q>,
): Route {
  return defineRoute<RecordParams, Q>({
    method: 'get',
    path: `/records/:kind/:id/entries.${file.extension}`,
    operationId,
    summary: `All entries of a record as ${NAMES[file.extension]}, oldest first`,
    scopes: ['activity:read'],
    request: { query: schema },
    responses: { 200: file.response },
    handle: async ({ access, params, query, language }) => {
      const { after, before } = query;
      const input = { filter: filterOf(query), after, before };
      const made = await exports.record(access, subjectOf(access, params), input);
      const name = attachment([params.kind, params.id, made.head], file.extension);
      return fileReply(made, name, { file, format: file.formatOf(query, language) });
    },
  });
}

function exportSpace<Q extends SpaceExportQuery>(
  { exports }: NativeRoutesDependencies,
  { operationId, query: schema, file }: FileRoute<Q>,
): Route {
  return defineRoute<Record<string, never>, Q>({
    method: 'get',
    path: `/entries.${file.extension}`,
    operationId,
    summary: `All entries of a space as ${NAMES[file.extension]}, in the order of the log`,
    scopes: ['activity:read'],
    request: { query: schema },
    responses: { 200: file.response },
    handle: async ({ access, query, language }) => {
      const { kinds, owners, start } = query;
      const made = await exports.space(access, { filter: { ...filterOf(query), kinds, owners }, start });
      const name = attachment([access.space.id, made.head], file.extension);
      return fileReply(made, name, { file, format: file.formatOf(query, language) });
    },
  });
}

const NAMES = { ndjson: 'lines of JSON', csv: 'a table' } as const;

function fileReply<Q>(
  { chunks }: HistoryExport,
  name: string,
  { file, format }: { readonly file: FileKind<Q>; readonly format: ExportFormat },
): Reply {
  return {
    headers: { 'Content-Type': file.contentType, 'Content-Disposition': name },
    stream: (signal) => chunks(format, signal),
  };
}
