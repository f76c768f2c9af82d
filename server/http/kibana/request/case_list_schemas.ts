import type { CustomHelpers } from 'joi';
import { CASE_STATUSES, SEVERITIES } from '../../../../common/constants.js';
import { RANKS } from '../../../domain/listing.js';
import type { Rank } from '../../../domain/listing.js';
import type { CaseFilters, CaseQuery } from '../../../services/cases/case_find.js';
import type { CaseSearch } from '../../../services/cases/case_search.js';
import { SEARCH_FIELDS, wordsOf } from '../../../services/cases/case_search.js';
import { timesOf } from '../../../services/cases/created_range.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { OneOrMore } from './owner_schemas.js';
import { oneOrMore, ownerKey, valuesOf } from './owner_schemas.js';
import { pageNumber, perPage, withinWindow } from './paging_schemas.js';
import { freeText } from './schema_parts.js';

const MAX_PER_PAGE = 100;
const [PAGE, PER_PAGE] = [1, 20];

const MAX_SEARCH_CHARACTERS = 1_000;
/** Each of them is looked for in each of the cases. */
const MAX_SEARCH_WORDS = 20;
const MAX_TIME_CHARACTERS = 40;

const time = Joi.string()
  .max(MAX_TIME_CHARACTERS)
  .custom((value: string, helpers) =>
    timesOf(value, new Date()) === undefined ? helpers.error('any.invalid') : value,
  );

/** Query of G3 (K15.5). */
export const casesQuery = Joi.object<CasesQuery>({
  page: pageNumber.description(`From 1; default ${String(PAGE)}.`),
  perPage: perPage(MAX_PER_PAGE).description(`Default ${String(PER_PAGE)}.`),
  sortField: Joi.valid(...RANKS).description(
    'Default `createdAt`. Cases without a value come last; of texts the first 64 characters count.',
  ),
  sortOrder: Joi.valid('asc', 'desc').description('Default `desc`.'),
  status: oneOrMore(Joi.valid(...CASE_STATUSES)).description('Cases with any of these statuses.'),
  severity: oneOrMore(Joi.valid(...SEVERITIES)).description('Cases with any of these severities.'),
  tags: oneOrMore(freeText()).description('Cases with any of these tags.'),
  category: oneOrMore(freeText()).description('Cases with any of these categories.'),
  owner: ownerKey,
  reporters: oneOrMore(freeText()).description('Cases that were made by any of these users, by their names.'),
  assignees: oneOrMore(freeText()).description(
    'Cases that are assigned to any of these profiles; `none`: to nobody.',
  ),
  from: time.description(
    'Cases created then or later: an ISO 8601 time, a day in UTC, or `now`, `now-24h` with s, m, h, d, w, M or y.',
  ),
  to: time.description('Cases created then or earlier, as `from`; of a day all of it.'),
  search: freeText(MAX_SEARCH_CHARACTERS)
    .custom(withFewWords)
    .description(
      'Words anywhere in the texts, whatever their case; an id finds its case too. With more than 10,000 cases left by the filters: 400.',
    ),
  searchFields: oneOrMore(Joi.valid(...SEARCH_FIELDS)).description('Where the words are; default: in any.'),
  defaultSearchOperator: Joi.valid('AND', 'OR').description(
    'Whether a case has all of the words or any; default `OR`.',
  ),
}).custom(withinWindow);

/** A decoded query of G3: as it was sent. */
export interface CasesQuery {
  readonly page?: string;
  readonly perPage?: string;
  readonly sortField?: Rank;
  readonly sortOrder?: 'asc' | 'desc';
  readonly status?: OneOrMore;
  readonly severity?: OneOrMore;
  readonly tags?: OneOrMore;
  readonly category?: OneOrMore;
  readonly owner?: OneOrMore;
  readonly reporters?: OneOrMore;
  readonly assignees?: OneOrMore;
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
  readonly searchFields?: OneOrMore<CaseSearch['fields'][number]>;
  readonly defaultSearchOperator?: 'AND' | 'OR';
}

/** The query with its defaults. */
export function caseQueryOf(query: CasesQuery): CaseQuery {
  const { from, to, search, searchFields, defaultSearchOperator } = query;
  const fields = searchFields === undefined ? SEARCH_FIELDS : [searchFields].flat();
  return {
    filters: filtersOf(query),
    ...{ from, to },
    search: search === undefined ? undefined : { text: search, fields, all: defaultSearchOperator === 'AND' },
    rank: query.sortField ?? 'createdAt',
    order: query.sortOrder ?? 'desc',
    page: query.page === undefined ? PAGE : Number(query.page),
    perPage: query.perPage === undefined ? PER_PAGE : Number(query.perPage),
  };
}

function filtersOf(query: CasesQuery): CaseFilters {
  return {
    owner: valuesOf(query.owner),
    tags: valuesOf(query.tags),
    assignees: valuesOf(query.assignees),
    reporters: valuesOf(query.reporters),
    category: valuesOf(query.category),
    severity: valuesOf(query.severity),
    status: valuesOf(query.status),
  };
}

function withFewWords(text: string, helpers: CustomHelpers): string | ReturnType<CustomHelpers['error']> {
  return wordsOf(text).length <= MAX_SEARCH_WORDS
    ? text
    : helpers.error('search.words', { limit: MAX_SEARCH_WORDS });
}
