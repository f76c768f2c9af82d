import type { CustomHelpers, NumberSchema, ObjectSchema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { isLanguageTag, MAX_TAG_CHARACTERS } from '../../prose/language_tag.js';

/** Bounds of the integer parameters, also told in the sentence about a bad one (C2.1, C13). */
export const INTEGER_BOUNDS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  page: { min: 1, max: 2_147_483_647 },
  limit: { min: 1, max: 100 },
};

/** The `lang` parameter that every route has (C7). */
export interface LangQuery {
  readonly lang?: string;
}

/** Query of a paged list (C2.1). */
export interface PageQuery extends LangQuery {
  readonly page: number;
  readonly limit: number;
}

/** Query of an alert's activities (C2.1). */
export interface ActivitiesQuery extends PageQuery {
  readonly as_of?: number;
}

/** The `lang` parameter (C7). */
export const lang = Joi.string()
  .max(MAX_TAG_CHARACTERS)
  .custom((value: string, helpers) => (isLanguageTag(value) ? value : helpers.error('any.invalid')))
  .description('BCP 47 tag of the language of the answer');

/** Query of routes without parameters of their own. Unknown parameters are ignored. */
export const langQuery: ObjectSchema<LangQuery> = Joi.object<LangQuery>({ lang }).unknown(true);

/** As `activitiesQuery`, of a list that has no moment of its own. */
export const pageQuery: ObjectSchema<PageQuery> = Joi.object<PageQuery>({
  page: integerParameter('page').default(1),
  limit: integerParameter('limit').default(20),
  lang,
}).unknown(true);

/** Parameters in the order in which faults are reported. Unknown parameters are ignored. */
export const activitiesQuery: ObjectSchema<ActivitiesQuery> = Joi.object<ActivitiesQuery>({
  page: integerParameter('page').default(1),
  limit: integerParameter('limit').default(20),
  as_of: Joi.number()
    .integer()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .custom(plainDigits)
    .description('Numeric id of an activity of this alert: only it and older ones count'),
  lang,
}).unknown(true);

/** One of the integer parameters. */
export function integerParameter(name: string): NumberSchema {
  const { min, max } = INTEGER_BOUNDS[name] ?? { min: 1, max: Number.MAX_SAFE_INTEGER };
  return Joi.number().integer().min(min).max(max).custom(plainDigits);
}

/** Joi alone would take `1e2`, `+1` and ` 1 ` for numbers. */
function plainDigits(value: number, helpers: CustomHelpers): unknown {
  const sent: unknown = helpers.original;
  return typeof sent === 'string' && /^[1-9][0-9]*$/.test(sent) ? value : helpers.error('number.base');
}
