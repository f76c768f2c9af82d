import type { ObjectSchema, Schema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import type { RowPlace } from '../../../domain/log/space_log.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { cursorParameter } from './cursor.js';
import type { Sent } from './decode.js';
import type { FilterQuery } from './entry_query.js';
import { FILTERS, SHOWN } from './entry_query.js';
import { integer, nameList, order } from './parameters.js';

/** The filters of a space (N4.1). */
interface SpaceQuery extends FilterQuery, Sent {
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly limit: number;
}

/** Query of a space by time (N4.1). */
export interface TimeQuery extends SpaceQuery {
  readonly order: 'asc' | 'desc';
  readonly cursor?: RowPlace;
}

/** Query of a space by position (N4.2). */
export interface LogQuery extends SpaceQuery {
  readonly start: number;
}

/** Parameters that filter by record. */
export const RECORD_FILTERS: Readonly<Record<'kinds' | 'owners', Schema>> = {
  kinds: nameList().description('Kinds of records.'),
  owners: nameList().description('Owners of records; one that the caller may not read adds nothing.'),
};

const SPACE_FILTERS = { ...RECORD_FILTERS, ...FILTERS, ...SHOWN };

/** Query of a space by time (N4.1). */
export const timeQuery: ObjectSchema<TimeQuery> = Joi.object<TimeQuery>({
  order: order().default('desc').description('Newest first or oldest first, by `at`.'),
  cursor: cursorParameter().description('Where the page begins, as a page before it says; opaque.'),
  limit: integer(1, 200).default(50).description('Entries on a page.'),
  ...SPACE_FILTERS,
});

/** Positions are counted over all records of a space, so there are more of them than of `seq`. */
export const MAX_POSITION = Number.MAX_SAFE_INTEGER - MAX_SEQ;

/** Query of a space by position (N4.2). */
export const logQuery: ObjectSchema<LogQuery> = Joi.object<LogQuery>({
  start: integer(0, MAX_POSITION).default(0).description('The first position to be looked at.'),
  limit: integer(1, 1_000).default(200).description('Entries on a page.'),
  ...SPACE_FILTERS,
});
