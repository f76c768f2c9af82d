import Joi from 'joi';
import { jsonPathText } from '../domain/json_path.js';
import type { Actor } from '../domain/activity.js';
import { ACTOR_KINDS } from '../domain/activity.js';
import { usablePicture } from './picture.js';
import type { Space } from './access.js';
import type { Principal } from './principal.js';

/** Longest name, e-mail address, role ... of a caller, in UTF-16 code units. */
const MAX_TEXT = 1024;

/** Most roles and most scopes of a caller, and most features that a space disables. */
const MAX_NAMES = 1000;

/** Why a value from the host is no principal, no actor or no space. */
export interface Misfit {
  /** Where, such as `roles[3]`; empty for the value itself. */
  readonly path: string;
  /** What should be there, to go on after the path: `must be a text`. */
  readonly problem: string;
  readonly found: unknown;
  /** What reading it threw. */
  readonly cause?: unknown;
}

/** The checked copy of a value from the host, or why there is none. */
export type Checked<T> = { readonly value: T } | { readonly misfit: Misfit };

const text = Joi.string()
  .allow('')
  .max(MAX_TEXT)
  .custom((given: string, helpers) => (given.isWellFormed() ? given : helpers.error('text.half')));
const texts = Joi.array().items(text).max(MAX_NAMES);
const kind = Joi.string().valid(...ACTOR_KINDS);
const level = Joi.number().integer().empty(null);

// `null` in an optional member is absent. A picture that cannot be shown is no fault: it is not used (C8).
const ACTOR = {
  kind: kind.required(),
  username: text.empty(null),
  fullName: text.empty(null),
  email: text.empty(null),
  profileUid: text.empty(null),
  picture: Joi.string().allow('').empty(null),
};

const PRINCIPAL = {
  ...ACTOR,
  kind: kind.empty(null),
  locale: text.empty(null),
  roles: texts.required(),
  scopes: texts.empty(null),
  tier: text.empty(null),
  tlpClearance: level,
  papClearance: level,
};

const SPACE = {
  id: text.required(),
  name: text.empty(null).default((space: { readonly id?: unknown }) => space.id),
  disabledFeatures: texts.empty(null).default([]),
};

const [WHOLE_NUMBER, TEXT_LIST] = ['must be a whole number', 'must be a list of texts'];

const MESSAGES = {
  'any.required': 'is needed',
  'any.only': `must be one of ${ACTOR_KINDS.join(', ')}`,
  'string.base': 'must be a text',
  'string.max': `must have at most ${String(MAX_TEXT)} characters`,
  'text.half': 'must not hold half a character',
  'array.base': TEXT_LIST,
  'array.sparse': 'must be a text',
  'array.max': `must have at most ${String(MAX_NAMES)} members`,
  'number.base': WHOLE_NUMBER,
  'number.integer': WHOLE_NUMBER,
  'number.unsafe': WHOLE_NUMBER,
  'number.infinity': WHOLE_NUMBER,
};

const schemas = { actor: Joi.object(ACTOR), principal: Joi.object(PRINCIPAL), space: Joi.object(SPACE) };

/** The principal that a host's `authenticate` answered: known members alone, each read once, copied. */
export function checkedPrincipal(answer: unknown): Checked<Principal> {
  return checked<Principal>(schemas.principal, answer, Object.keys(PRINCIPAL));
}

/** The actor that a host handed to `record`, in the same way. */
export function checkedActor(given: unknown): Checked<Actor> {
  const result = checked<Actor>(schemas.actor, given, Object.keys(ACTOR));
  if ('misfit' in result) return result;
  const { picture, ...actor } = result.value;
  const usable = usablePicture(picture);
  return { value: usable === undefined ? actor : { ...actor, picture: usable } };
}

/** The space that a host's directory answered, in the same way; without a name it is called by its id. */
export function checkedSpace(answer: unknown): Checked<Space> {
  return checked<Space>(schemas.space, answer, Object.keys(SPACE));
}

function checked<T>(schema: Joi.ObjectSchema, given: unknown, names: readonly string[]): Checked<T> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { misfit: { path: '', problem: 'must be an object', found: given } };
  }
  const copy: Record<string, unknown> = {};
  for (const name of names) {
    try {
      const value: unknown = Reflect.get(given, name);
      if (value !== undefined) copy[name] = copied(value);
    } catch (cause) {
      return { misfit: { path: name, problem: 'cannot be read', found: cause, cause } };
    }
  }
  const { error, value } = schema.validate(copy, {
    convert: false,
    errors: { label: false },
    messages: MESSAGES,
  }) as { error?: Joi.ValidationError; value: T };
  const [fault] = error?.details ?? [];
  if (fault === undefined) return { value };
  return { misfit: { path: jsonPathText(fault.path), problem: fault.message, found: fault.context?.value } };
}

/** Lists are read member by member, once, and no further than it takes to see that there are too many. */
function copied(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  return Array.from({ length: Math.min(list.length, MAX_NAMES + 1) }, (_, i) => list[i]);
}
