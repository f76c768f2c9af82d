import type { Schema, ValidationErrorItem, ValidationOptions } from 'joi';
import type { NativeFault } from '../../../../common/native.js';
import type { JsonPath } from '../../../domain/json_path.js';
import { MAX_PROBLEMS } from '../../request/bounded_joi.js';
import type { ProblemContext } from '../../request/bounded_joi.js';
import { jsonPointer } from './json_pointer.js';

/** Joi's type of the fault that a value is larger than is taken. */
export const TOO_LARGE = 'state.large';

/** Faults that are told with 413. */
const TOO_MUCH: ReadonlySet<string> = new Set([TOO_LARGE, 'object.max']);

/** What the schemas of bodies are told. */
export interface BodyContext extends ProblemContext {
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
}

/** A body's value, or all that is wrong with it. */
export interface DecodedBody {
  readonly value: unknown;
  readonly faults: readonly NativeFault[];
  /** Whether something in it is larger than is taken. */
  readonly tooLarge: boolean;
}

/** What is described has no more members; each unknown one costs its own fault. */
const MAX_MEMBERS = 50;

const OPTIONS: ValidationOptions = {
  ...{ abortEarly: false, convert: false },
  errors: { label: false, stack: false },
};

const UNKNOWN = 'is not a member here';

/** Members whose members are the client's: only their number is bounded. */
const STATES: ReadonlySet<string> = new Set(['before', 'after']);

/** The body's value as the schema has it, or all faults at once, one a place (N1.1). */
export function decodeBody(schema: Schema, body: unknown, owners: readonly string[]): DecodedBody {
  const strange = strangeMembers(body, []).slice(0, MAX_PROBLEMS);
  // Each of too many members would be looked at, and some names mean something to a copy.
  if (strange.length > 0) return { value: undefined, faults: strange, tooLarge: false };
  const context: BodyContext = { problems: new Set(), owners };
  const { value, error } = schema.validate(body, { ...OPTIONS, context }) as {
    value: unknown;
    error?: { details: readonly ValidationErrorItem[] };
  };
  const faults = new Map<string, string>();
  for (const { type, path, message } of error?.details ?? []) {
    const pointer = jsonPointer(path);
    const detail = type === 'object.unknown' ? UNKNOWN : message;
    if (faults.size < MAX_PROBLEMS && !faults.has(pointer)) faults.set(pointer, detail);
  }
  return {
    value,
    faults: [...faults].map(([pointer, detail]) => ({ pointer, detail })),
    tooLarge: error?.details.some(({ type }) => TOO_MUCH.has(type)) ?? false,
  };
}

/** Members that no schema is asked about; none of what lies within a state. */
function strangeMembers(value: unknown, path: JsonPath): NativeFault[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    // A list that is too long is refused by its length.
    return value.slice(0, MAX_PROBLEMS).flatMap((item, i) => strangeMembers(item, [...path, i]));
  }
  const keys = Object.keys(value);
  if (keys.length > MAX_MEMBERS) {
    return [{ pointer: jsonPointer(path), detail: 'has members that are none' }];
  }
  return keys.flatMap((key) => {
    const place = [...path, key];
    if (key === '__proto__') return [{ pointer: jsonPointer(place), detail: UNKNOWN }];
    return STATES.has(key) ? [] : strangeMembers(Reflect.get(value, key), place);
  });
}
