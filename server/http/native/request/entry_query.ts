import type { ObjectSchema, Schema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { ACTOR_KINDS } from '../../../domain/activity.js';
import type { EntryFilter } from '../../../services/history/entry_filter.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { Sent } from './decode.js';
import { instant } from './instant.js';
import { integer, locale, nameList, order, wordList } from './parameters.js';

/** Types of entries (N2). */
export const ENTRY_TYPES = [
  'created',
  'field',
  'items',
  'comment',
  'pushed',
  'deleted',
  'statement',
] as const;

/** What an answer of entries can have besides (N2). */
export interface ShownQuery {
  readonly include: readonly string[];
  readonly locale?: string;
}

/** The filters of N5, with what is shown of an entry. */
export type FilterQuery = ShownQuery &
  Omit<EntryFilter, 'types'> & { readonly types?: readonly (typeof ENTRY_TYPES)[number][] };

/** Query of a record's entries (N3.1). */
export interface EntriesQuery extends FilterQuery, Sent {
  readonly order: 'asc' | 'desc';
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
}

/** Parameters of every answer that shows entries. */
export const SHOWN: Readonly<Record<keyof ShownQuery, Schema>> = {
  include: wordList('text', 'ago', 'proof', '')
    .default(['text', 'ago'])
    .description('What is added to each entry: `text`, `ago`, `proof`; empty: nothing.'),
  locale: locale(),
};

/** Parameters that filter (N5). */
export const FILTERS: Readonly<Record<keyof EntryFilter, Schema>> = {
  types: wordList(...ENTRY_TYPES).description('Types of entries.'),
  fields: nameList().description('Names of fields that changed.'),
  actors: nameList().description('User names of those who did it.'),
  actorKinds: wordList(...ACTOR_KINDS).description('Kinds of those who did it.'),
  from: instant().description('Not before this instant.'),
  to: instant().description('Before this instant.'),
  q: Joi.string()
    .max(200)
    .pattern(/\S/)
    .messages({ '*': 'must be a text of 1 to 200 characters' })
    .description(
      'Words that each must occur in what an entry says; upper case and marks do not count (N5.2).',
    ),
};

/** Query of a record's entries (N3.1). */
export const entriesQuery: ObjectSchema<EntriesQuery> = Joi.object<EntriesQuery>({
  order: order().default('desc').description('Newest first or oldest first.'),
  after: integer(0, MAX_SEQ).description('Only entries behind this `seq`.'),
  before: integer(0, MAX_SEQ).description('Only entries before this `seq`.'),
  limit: integer(1, 500).default(50).description('Entries on a page.'),
  ...FILTERS,
  ...SHOWN,
});

/** Query of an answer to what was recorded just now: what proves it comes with the entries themselves. */
export const recordedQuery: ObjectSchema<ShownQuery & Sent> = Joi.object<ShownQuery & Sent>({
  include: wordList('text', 'ago', '')
    .default(['text', 'ago'])
    .description('What is added to each entry: `text`, `ago`; empty: nothing.'),
  locale: locale(),
});

/** Query of one entry. */
export const shownQuery: ObjectSchema<ShownQuery & Sent> = Joi.object<ShownQuery & Sent>(SHOWN);
