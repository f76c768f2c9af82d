import type { ObjectSchema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { Incoming } from '../../request/incoming.js';
import type { HeaderSpec } from '../../route.js';
import type { FilterQuery } from './entry_query.js';
import { FILTERS, SHOWN } from './entry_query.js';
import { invalidRequest } from './faults.js';
import { integer } from './parameters.js';
import { MAX_POSITION, RECORD_FILTERS } from './space_query.js';

const LAST_EVENT_ID = 'last-event-id';
const { q: _, ...LIVE_FILTERS } = FILTERS;

/** Query of a record that is followed (N6). */
export interface RecordStreamQuery extends Omit<FilterQuery, 'q'> {
  readonly after?: number;
}

/** Query of a space that is followed (N6). */
export interface SpaceStreamQuery extends Omit<FilterQuery, 'q'> {
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly start?: number;
}

/** Query of a record that is followed (N6). */
export const recordStreamQuery: ObjectSchema<RecordStreamQuery> = Joi.object<RecordStreamQuery>({
  after: integer(0, MAX_SEQ).description('Entries behind this `seq` come first; default: only new ones.'),
  ...LIVE_FILTERS,
  ...SHOWN,
});

/** Query of a space that is followed (N6). */
export const spaceStreamQuery: ObjectSchema<SpaceStreamQuery> = Joi.object<SpaceStreamQuery>({
  start: integer(0, MAX_POSITION).description(
    'Entries from this position on come first; default: only new ones.',
  ),
  ...RECORD_FILTERS,
  ...LIVE_FILTERS,
  ...SHOWN,
});

/** Headers of a record that is followed. */
export const recordStreamHeaders: ObjectSchema = Joi.object({ [LAST_EVENT_ID]: integer(0, MAX_SEQ) });

/** Headers of a space that is followed. */
export const spaceStreamHeaders: ObjectSchema = Joi.object({ [LAST_EVENT_ID]: integer(0, MAX_POSITION) });

/** The header by which a client says how far it has come, for the OpenAPI document. */
export const LAST_EVENT_ID_HEADER: Readonly<Record<string, HeaderSpec>> = {
  'Last-Event-ID': {
    description: 'The `id` of the last event that was received: what comes behind it follows.',
    schema: { type: 'integer', minimum: 0 },
  },
};

/** Where the client says that a stream begins: the header before the parameter. */
export interface StreamPlace {
  readonly headers: Incoming['headers'];
  /** What a stream begins with behind the last event, and what with the parameter. */
  readonly behind: (lastEventId: number) => number;
  readonly parameter: { readonly name: string; readonly value: number | undefined };
  /** How far there is anything. */
  readonly end: number;
}

/**
 * Where a stream begins; without a word of the client at the end.
 * @throws INVALID_REQUEST when that is behind the end
 */
export function beginningOf({ headers, behind, parameter, end }: StreamPlace): number {
  const last = headers[LAST_EVENT_ID];
  // It was checked with the query.
  const fromHeader = typeof last === 'string' ? behind(Number(last)) : undefined;
  const start = fromHeader ?? parameter.value ?? end;
  if (start <= end) return start;
  const detail = 'must not be behind what there is';
  throw invalidRequest([
    fromHeader === undefined ? { parameter: parameter.name, detail } : { header: 'Last-Event-ID', detail },
  ]);
}
