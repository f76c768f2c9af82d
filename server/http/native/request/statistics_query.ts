import type { CustomHelpers, ObjectSchema, StringSchema } from 'joi';
import type { Bucket } from '../../../services/history/statistics/bucket_starts.js';
import { BUCKETS } from '../../../services/history/statistics/bucket_starts.js';
import { isTimeZone } from '../../../services/history/statistics/local_days.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { FilterQuery } from './entry_query.js';
import { FILTERS } from './entry_query.js';
import { instant } from './instant.js';
import { locale, oneName } from './parameters.js';
import { RECORD_FILTERS } from './space_query.js';
import type { LocaleQuery } from './state_query.js';

const MAX_ZONE_CHARACTERS = 100;

/** Query of a record's figures (N9). */
export interface RecordStatisticsQuery extends LocaleQuery {
  /** Default: that of the configuration. */
  readonly field?: string;
  readonly timeZone: string;
}

/** Query of a space's figures (N9). */
export interface SpaceStatisticsQuery extends LocaleQuery, Pick<FilterQuery, 'types' | 'fields' | 'actors'> {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: Bucket;
  readonly kinds?: readonly string[];
  readonly owners?: readonly string[];
  readonly timeZone: string;
}

/** Query of a record's figures (N9). */
export const recordStatisticsQuery: ObjectSchema<RecordStatisticsQuery> = Joi.object<RecordStatisticsQuery>({
  field: oneName().description('Whose values are told; default: `native.statistics.field`.'),
  timeZone: timeZone().description('IANA name of the time zone whose days are counted.'),
  locale: locale(),
});

/** Query of a space's figures (N9). */
export const spaceStatisticsQuery: ObjectSchema<SpaceStatisticsQuery> = Joi.object<SpaceStatisticsQuery>({
  from: FILTERS.from.required(),
  to: end()
    .required()
    .description('Before this instant, at most 366 days after `from`; later: 422 `RANGE_TOO_LARGE`.'),
  bucket: Joi.string()
    .valid(...BUCKETS)
    .messages({ '*': `must be one of ${BUCKETS.join(', ')}` })
    .default('day')
    .description('How long a bucket is; weeks begin on Mondays.'),
  ...RECORD_FILTERS,
  ...{ types: FILTERS.types, fields: FILTERS.fields, actors: FILTERS.actors },
  timeZone: timeZone().description('IANA name of the time zone in which buckets begin.'),
  locale: locale(),
});

/** Behind `from` in the schema, so that this is known by then. */
function end(): StringSchema {
  return instant()
    .custom((to: Date, { state, error }: CustomHelpers) => {
      const { from } = (state.ancestors as readonly { readonly from?: unknown }[])[0] ?? {};
      // What is wrong with it is told of it.
      if (!(from instanceof Date)) return to;
      return to <= from ? error('range.empty') : to;
    })
    .messages({ 'range.empty': 'must be after from' });
}

function timeZone(): StringSchema {
  return Joi.string()
    .max(MAX_ZONE_CHARACTERS)
    .custom((name: string, helpers: CustomHelpers) =>
      isTimeZone(name) ? name : helpers.error('any.invalid'),
    )
    .messages({ '*': 'must be a time zone such as Europe/Berlin' })
    .default('UTC');
}
