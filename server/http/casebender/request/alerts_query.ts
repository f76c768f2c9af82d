import type { ArraySchema, ObjectSchema, Schema } from 'joi';
import { ALERT_SEVERITIES } from '../../../../common/casebender.js';
import type { AlertFilters } from '../../../services/alerts/alert_listing.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { text } from './field_schemas.js';
import { queryText } from '../../answer/query_text.js';
import type { LangQuery } from './query_schemas.js';
import { integerParameter, lang } from './query_schemas.js';

/** At most so many values of one filter: a store goes through a list for each value and each audience of the caller. */
const MAX_VALUES = 10;

/** All filters together, as links have them: four links in one header have to get through proxies and clients. */
const MAX_FILTER_CHARACTERS = 2_000;

/** The filters in documented order. */
const FILTERS = ['status', 'severity', 'assigned_to', 'tag'] as const;

type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], readonly string[]>>>;

/** Query of the list of alerts (C9.4). */
export interface AlertsQuery extends LangQuery, Filters {
  readonly page: number;
  readonly limit: number;
}

/**
 * Parameters in the order in which faults are reported. Unknown ones are at fault, lest a misspelt filter select
 * everything. Any status can be asked for: alerts keep those that are not configured any more, and a host has its own.
 */
export const alertsQuery: ObjectSchema<AlertsQuery> = Joi.object<AlertsQuery>({
  page: integerParameter('page').default(1),
  limit: integerParameter('limit').default(20),
  lang,
  status: repeatable(word()).description('Alerts with any of these statuses'),
  severity: repeatable(
    Joi.string().valid(...ALERT_SEVERITIES, ...ALERT_SEVERITIES.map((_, i) => String(i + 1))),
  ).description('Alerts with any of these severities; 1 to 4 mean the words in ascending order'),
  assigned_to: repeatable(word()).description('Alerts that are assigned to any of these'),
  tag: repeatable(word().trim()).description('Alerts with any of these tags'),
}).custom((sent: AlertsQuery, helpers) => {
  const query = withSeverityWords(sent);
  const { length } = queryText(filterPairs(query));
  return length <= MAX_FILTER_CHARACTERS ? query : helpers.error('any.invalid');
});

/** The filters of a decoded query. */
export function filtersOf(query: Filters): AlertFilters {
  const { status = [], severity = [], assigned_to: assignee = [], tag = [] } = query;
  return { status, severity, assignee, tag };
}

/** The same as names and values of a query. */
export function filterPairs(query: Filters): readonly (readonly [string, string])[] {
  return FILTERS.flatMap((name) => (query[name] ?? []).map((value) => [name, value] as const));
}

/** 1 to 4 mean the words in ascending order, as in bodies. What Joi allows by name, it hands to no rule. */
function withSeverityWords(query: AlertsQuery): AlertsQuery {
  const { severity } = query;
  if (severity === undefined) return query;
  return { ...query, severity: severity.map((value) => ALERT_SEVERITIES[Number(value) - 1] ?? value) };
}

function word(): ReturnType<typeof text> {
  return text(1, MAX_FILTER_CHARACTERS);
}

/** One value or several. */
function repeatable(items: Schema): ArraySchema {
  return Joi.array().items(items).single().max(MAX_VALUES);
}
