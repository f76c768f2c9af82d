import type { AnySchema, ArraySchema, ObjectSchema, Schema, StringSchema } from 'joi';
import Joi from 'joi';
import { MAX_CUSTOM_FIELDS } from '../../services/alert_fields.js';

const MAX_TAGS = 100;
const MAX_OBSERVABLES = 500;
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
  const schema = checked(Joi.string(), (value) => {
    const length = value.length < min ? value.length : Array.from(value).length;
    return value.isWellFormed() && length >= min && length <= max;
  });
  return min === 0 ? schema.allow('') : schema;
}

/** As `text`, or null for no value. */
export function optionalText(max: number): StringSchema {
  return text(1, max).allow(null);
}

/** A string that is one of the configured ones when it is checked. */
export function configured(list: keyof AlertVocabulary): StringSchema {
  return Joi.string().custom((value: string, helpers) => {
    // The seam to Joi's untyped context: `decodeBody` takes a vocabulary and hands in just that.
    const vocabulary = helpers.prefs.context as AlertVocabulary;
    return vocabulary[list].includes(value) ? value : helpers.error('any.only');
  });
}

/** A text without line breaks; blanks at its ends are cut off. */
export function line(max: number): StringSchema {
  return checked(text(1, max).trim(), (value) => !/[\n\v\f\r\u0085\u2028\u2029]/.test(value));
}

/** A text that is not only white space, kept verbatim. */
export function prose(max: number): StringSchema {
  return checked(text(1, max), (value) => /\S/.test(value));
}

/** An absolute http(s) URL or null, kept as given. */
export function link(max: number): StringSchema {
  return checked(optionalText(max), (value) => /^https?:\/\/\S+$/i.test(value) && URL.canParse(value));
}

/** An integer that was sent as a number. */
export function integer(min: number, max: number): Schema {
  return Joi.number().strict().integer().min(min).max(max);
}

/** Tags: trimmed, of repeated ones the first is kept. */
export function tags(): ArraySchema {
  return Joi.array()
    .items(text(1, 64).trim())
    .custom((values: string[], helpers) => {
      const distinct = [...new Set(values)];
      return distinct.length <= MAX_TAGS ? distinct : helpers.error('array.max');
    });
}

/** Observables: of repeated pairs the first is kept. */
export function observables(): ArraySchema {
  const pair = Joi.object({ data_type: text(1, 64).required(), data: text(1, 2000).required() });
  return Joi.array()
    .items(pair)
    .custom((pairs: { data_type: string; data: string }[], helpers) => {
      const distinct = new Map(
        pairs.map(({ data_type, data }) => [JSON.stringify([data_type, data]), { data_type, data }]),
      );
      return distinct.size <= MAX_OBSERVABLES ? [...distinct.values()] : helpers.error('array.max');
    });
}

/** Custom fields by key; null clears one and does not count. */
export function customFields(): ObjectSchema {
  const word = text(0, MAX_CUSTOM_CHARACTERS);
  const value = Joi.alternatives(
    word,
    Joi.number().strict().unsafe(),
    Joi.boolean().strict(),
    Joi.array().items(word).max(MAX_CUSTOM_ITEMS),
    Joi.valid(null),
  );
  return Joi.object()
    .pattern(CUSTOM_KEY, value)
    .custom((fields: Readonly<Record<string, unknown>>, helpers) => {
      const given = Object.values(fields).filter((field) => field !== null);
      return given.length <= MAX_CUSTOM_FIELDS ? fields : helpers.error('object.max');
    });
}

function checked<S extends AnySchema>(schema: S, holds: (value: string) => boolean): S {
  return schema.custom((value: string, helpers) => (holds(value) ? value : helpers.error('any.invalid')));
}
