import type { ObjectSchema, Schema } from 'joi';
import { MAX_SEQ } from '../../../../common/constants.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { Sent } from '../request/decode.js';
import { integer, locale, oneName } from '../request/parameters.js';

/** What the page shows: a record, or without one the space's feed. */
export interface TimelineQuery extends Sent {
  readonly kind?: string;
  readonly record?: string;
  readonly space?: string;
  readonly seq?: number;
  readonly locale?: string;
}

const record = oneName()
  .when('kind', { is: Joi.exist(), then: required(), otherwise: alone('kind') })
  .description('Id of the record.');

/** Query of the page (N13). */
export const timelineQuery: ObjectSchema<TimelineQuery> = Joi.object<TimelineQuery>({
  kind: oneName().description('Kind of the record; without one, the feed of the space.'),
  record,
  space: Joi.string()
    .max(255)
    .pattern(/^[a-z0-9_-]+$/)
    .messages({ '*': 'must be 1 to 255 of a-z, 0-9, _ and -' })
    .description('Id of the space; default: that of the address.'),
  seq: integer(1, MAX_SEQ)
    .when('record', { not: Joi.exist(), then: alone('record') })
    .description('`seq` of the entry to go to.'),
  locale: locale(),
});

function required(): Schema {
  return Joi.required().messages({ 'any.required': 'must be there with kind' });
}

function alone(other: string): Schema {
  return Joi.forbidden().messages({ '*': `must not be there without ${other}` });
}
