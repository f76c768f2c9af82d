import type Joi from 'joi';
import { checked, optionalText, texts, uniqueText } from '../rules.js';

const withoutColon = checked((text: string) => (text.includes(':') ? 'must not contain a colon' : undefined));

/** The key of a list by which somebody signs in: Basic and ApiKey credentials are split at the first colon. */
export function signInName(key: string): Joi.StringSchema {
  return uniqueText(key).custom(withoutColon);
}

/** Names of roles. */
export function roleNames(): Joi.ArraySchema {
  return texts().description('Names of roles; `superuser` is built in.');
}

/** A picture of somebody. */
export function picture(): Joi.StringSchema {
  return optionalText().description('Absolute http(s) URL; any other is not used (C8).');
}

/** The language that somebody reads. */
export function locale(): Joi.StringSchema {
  return optionalText().description('BCP 47 tag: language of answers in prose (C7).');
}
