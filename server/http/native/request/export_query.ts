import type { ObjectSchema, Schema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { CsvChoice } from '../export/csv_format.js';
import type { Sent } from './decode.js';
import type { FilterQuery } from './entry_query.js';
import { FILTERS } from './entry_query.js';
import { integer, locale } from './parameters.js';
import { MAX_POSITION, RECORD_FILTERS } from './space_query.js';

type Filters = Omit<FilterQuery, 'include'> & Sent;

/** Query of a record's export (N8). */
export interface RecordExportQuery extends Filters {
  readonly after?: number;
  readonly before?: number;
}

/** Query of a space's export (N8). */
export interface SpaceExportQuery extends Filters {
  readonly start: number;
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
}

/** What lines can have besides (N8). */
export interface LinesChoice {
  readonly proofs?: boolean;
}

const SHOWN = { ...FILTERS, locale: locale() };

const OF_RECORD: Readonly<Record<string, Schema>> = {
  after: integer(0, MAX_SEQ).description('Only entries behind this `seq`.'),
  before: integer(0, MAX_SEQ).description('Only entries before this `seq`.'),
  ...SHOWN,
};

const OF_SPACE: Readonly<Record<string, Schema>> = {
  start: integer(0, MAX_POSITION).default(0).description('The first position.'),
  ...RECORD_FILTERS,
  ...SHOWN,
};

const OF_TABLE: Readonly<Record<keyof CsvChoice, Schema>> = {
  formulas: Joi.string()
    .valid('escape', 'raw')
    .default('escape')
    .messages({ '*': 'must be escape or raw' })
    .description('`raw`: texts that spreadsheets would run as formulas stay as they are; for machines.'),
  bom: Joi.boolean()
    .strict(false)
    .default(false)
    .messages({ '*': 'must be true or false' })
    .description('`true`: the file begins with a byte order mark.'),
};

const OF_LINES: Readonly<Record<keyof LinesChoice, Schema>> = {
  proofs: Joi.boolean()
    .strict(false)
    .default(false)
    .messages({ '*': 'must be true or false' })
    .description('`true`: entries have what proves them, and a path to the checkpoint of the first line.'),
};

/** Queries by what is exported and as what. */
export const recordLinesQuery: ObjectSchema<RecordExportQuery & LinesChoice> = Joi.object<
  RecordExportQuery & LinesChoice
>({ ...OF_RECORD, ...OF_LINES });
export const recordTableQuery: ObjectSchema<RecordExportQuery & CsvChoice> = Joi.object<
  RecordExportQuery & CsvChoice
>({ ...OF_RECORD, ...OF_TABLE });
export const spaceLinesQuery: ObjectSchema<SpaceExportQuery & LinesChoice> = Joi.object<
  SpaceExportQuery & LinesChoice
>({ ...OF_SPACE, ...OF_LINES });
export const spaceTableQuery: ObjectSchema<SpaceExportQuery & CsvChoice> = Joi.object<
  SpaceExportQuery & CsvChoice
>({ ...OF_SPACE, ...OF_TABLE });

/** The query of one of the four exports. */
export function exportQuery(ofRecord: boolean, format: 'ndjson' | 'csv'): ObjectSchema {
  if (format === 'ndjson') return ofRecord ? recordLinesQuery : spaceLinesQuery;
  return ofRecord ? recordTableQuery : spaceTableQuery;
}
