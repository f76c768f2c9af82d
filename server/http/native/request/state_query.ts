import type { ObjectSchema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { instant } from './instant.js';
import { integer, locale } from './parameters.js';

/** Query of answers that have no parameters of their own. */
export interface LocaleQuery {
  readonly locale?: string;
}

/** Which moment of a record is asked for; neither: now (N3.2). */
export interface StateQuery extends LocaleQuery {
  readonly at?: number;
  readonly asOf?: Date;
}

/** Query of a record's state. */
export const stateQuery: ObjectSchema<StateQuery> = Joi.object<StateQuery>({
  at: integer(1, MAX_SEQ)
    .when('asOf', { is: Joi.exist(), then: Joi.forbidden().messages({ '*': 'must not be there with asOf' }) })
    .description('The record as the entries up to this `seq` say.'),
  asOf: instant().description('The record as it was at this instant.'),
  locale: locale(),
});

/** Between which moments changes are asked for (N3.2). */
export interface DiffQuery extends LocaleQuery {
  readonly from: number;
  /** Default: now. */
  readonly to?: number;
}

/** Query of the changes between two moments. */
export const diffQuery: ObjectSchema<DiffQuery> = Joi.object<DiffQuery>({
  from: integer(0, MAX_SEQ).required().description('`seq` of the earlier moment; 0: before the record.'),
  to: integer(0, MAX_SEQ).description('`seq` of the later moment; default: now.'),
  locale: locale(),
});

/** Query of answers that have no parameters of their own. */
export const localeQuery: ObjectSchema<LocaleQuery> = Joi.object<LocaleQuery>({ locale: locale() });
