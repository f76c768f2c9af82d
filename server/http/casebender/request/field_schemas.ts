import type { AnySchema, ArraySchema, NumberSchema, ObjectSchema, Schema, StringSchema } from 'joi';
import { isHttpUrl } from '../../../access/http_url.js';
import { MAX_CUSTOM_FIELDS, MAX_TAGS } from '../../../services/alerts/alert_fields.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { MAX_OBJECT_KEYS } from '../../request/find_object.js';

/** A status or an owner has at most so many characters. */
const MAX_CONFIGURED_CHARACTERS = 5000;

const MAX_OBSERVABLES = 500;
/** A longer id names nothing; it is looked up all the same, up to this length. */
const MAX_ID_CHARACTERS = 2048;
/** Repeated members do not count, but so many times as many as count may be sent. */
const REPETITIONS = 4;
const MAX_CUSTOM_ITEMS = 20;
const MAX_CUSTOM_CHARACTERS = 1000;

/** Names that mean something else on JavaScript objects are no keys. */
const CUSTOM_KEY = /^(?!(?:constructor|prototype)$)[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** What is configured, of which some fields take one. */
export interface AlertVocabulary {
  readonly owners: readonly string[];
  readonly statuses: readonly string[];
}

/** A well-formed string of `min` to `max` code points. */
export function text(min: number, max: number): StringSchema {
  const schema = restricted(Joi.string(), (value) => {
    // A code point is one or two units: what is far too long is not counted.
    if (value.length < min || value.length > 2 * max || !value.isWellFormed()) return false;
    const length = Array.from(value).length;
    return length >= min && length <= max;
  }).meta({ minLength: min, maxLength: max });
  return min === 0 ? schema.allow('') : schema;
}

/** As `text`, or null for no value. */
export function textOrNull(max: number): StringSchema {
  return text(1, max).allow(null);
}

/** A string that is one of the configured ones when it is checked. */
export function configured(list: keyof AlertVocabulary): StringSchema {
  const schema = Joi.string().max(MAX_CONFIGURED_CHARACTERS);
  return schema.custom((value: string, helpers) => {
    // The seam to Joi's untyped context: `decodeBody` takes a vocabulary and hands in just that.
    const vocabulary = helpers.prefs.context as AlertVocabulary;
    return vocabulary[list].includes(value) ? value : helpers.error('any.only');
  });
}

/** A text without line breaks; blanks at its ends are cut off. */
export function line(max: number): StringSchema {
  return restricted(text(1, max).trim(), (value) => !/[\n\v\f\r\u0085\u2028\u2029]/.test(value));
}

/** A text that is not only white space, kept verbatim. */
export function prose(max: number): StringSchema {
  return restricted(text(1, max), (value) => /\S/.test(value));
}

/** As it is, but also one that the Cases API takes: without blanks at its ends 1 to `max` UTF-16 units (K14). */
export function caseText(schema: StringSchema, max: number): StringSchema {
  return restricted(schema, (value) => {
    const { length } = value.trim();
    return length >= 1 && length <= max;
  });
}

/** An absolute http(s) URL or null, kept as given. */
export function link(max: number): StringSchema {
  return restricted(textOrNull(max), (value) => isHttpUrl(value) && !/\s/.test(value)).meta({
    format: 'uri',
  });
}

/** An integer that was sent as a number. */
export function integer(min: number, max: number): Schema {
  return Joi.number().strict().integer().min(min).max(max);
}

/** A finite number that was sent as a number; an integer only if it is one that every client can hold exactly. */
function finiteNumber(): NumberSchema {
  const schema = Joi.number().strict().unsafe();
  return schema
    .custom((value: number, helpers) => {
      // From 1e21 on a number is written with an exponent: nobody takes it for an exact integer.
      const isInteger = Number.isInteger(value) && Math.abs(value) < 1e21;
      return isInteger && !Number.isSafeInteger(value) ? helpers.error('number.unsafe') : value;
    })
    .meta({ integers: 'safe' });
}

/** Tags: trimmed, of repeated ones the first is kept. */
export function tags(): ArraySchema {
  return Joi.array()
    .items(text(1, 64).trim())
    .max(MAX_TAGS * REPETITIONS)
    .custom((values: string[], helpers) => {
      const distinct = [...new Set(values)];
      return distinct.length <= MAX_TAGS ? distinct : helpers.error('array.max');
    })
    .meta({ maxItems: MAX_TAGS });
}

/** 1 to `max` ids of alerts, of repeated ones the first is kept. Any string can be one. */
export function alertIds(max: number): ArraySchema {
  return Joi.array()
    .items(Joi.string().allow('').max(MAX_ID_CHARACTERS))
    .min(1)
    .max(max * REPETITIONS)
    .custom((values: string[], helpers) => {
      const distinct = [...new Set(values)];
      return distinct.length <= max ? distinct : helpers.error('array.max');
    })
    .meta({ maxItems: max });
}

/** Observables: of repeated pairs the first is kept. */
export function observables(): ArraySchema {
  const pair = Joi.object({ data_type: text(1, 64).required(), data: text(1, 2000).required() });
  return Joi.array()
    .items(pair)
    .max(MAX_OBSERVABLES * REPETITIONS)
    .custom((pairs: { data_type: string; data: string }[], helpers) => {
      const distinct = new Map(
        pairs.map(({ data_type, data }) => [JSON.stringify([data_type, data]), { data_type, data }]),
      );
      return distinct.size <= MAX_OBSERVABLES ? [...distinct.values()] : helpers.error('array.max');
    })
    .meta({ maxItems: MAX_OBSERVABLES });
}

/** Custom fields by key; null clears one and does not count. */
export function customFields(): ObjectSchema {
  const word = text(0, MAX_CUSTOM_CHARACTERS);
  const value = Joi.alternatives(
    word,
    finiteNumber(),
    Joi.boolean().strict(),
    Joi.array().items(word).max(MAX_CUSTOM_ITEMS),
    Joi.valid(null),
  );
  return Joi.object()
    .pattern(CUSTOM_KEY, value)
    .max(MAX_OBJECT_KEYS)
    .custom((fields: Readonly<Record<string, unknown>>, helpers) => {
      const given = Object.values(fields).filter((field) => field !== null);
      return given.length <= MAX_CUSTOM_FIELDS ? fields : helpers.error('object.max');
    })
    .meta({ maxProperties: MAX_CUSTOM_FIELDS });
}

function restricted<S extends AnySchema>(schema: S, holds: (value: string) => boolean): S {
  return schema.custom((value: string, helpers) => (holds(value) ? value : helpers.error('any.invalid')));
}
