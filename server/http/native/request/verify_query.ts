import type { ObjectSchema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { integer, locale } from './parameters.js';
import { MAX_POSITION } from './space_query.js';
import type { LocaleQuery } from './state_query.js';

/** Where verifying a record begins (N10.4). */
export interface VerifyQuery extends LocaleQuery {
  readonly from: number;
}

/** Query of verifying a record. */
export const verifyQuery: ObjectSchema<VerifyQuery> = Joi.object<VerifyQuery>({
  from: integer(1, MAX_SEQ).default(1).description('The first `seq` to be checked.'),
  locale: locale(),
});

/** Where verifying a space begins, and what the parts before have counted (N10.4). */
export interface VerifySpaceQuery extends LocaleQuery {
  readonly start: number;
  readonly erased?: number;
  readonly adopted?: number;
}

/** Query of verifying a space. */
export const verifySpaceQuery: ObjectSchema<VerifySpaceQuery> = Joi.object<VerifySpaceQuery>({
  start: integer(0, MAX_POSITION).default(0).description('The first position to be checked.'),
  erased: integer(0, MAX_POSITION).description('What the parts before have counted, as their `next` says.'),
  adopted: integer(0, MAX_POSITION).description('What the parts before have counted, as their `next` says.'),
  locale: locale(),
});
