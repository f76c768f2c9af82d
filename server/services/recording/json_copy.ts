import { MAX_JSON_DEPTH } from '../../../common/constants.js';
import { ActivityError, isActivityError } from '../../domain/errors.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { invalidInput, pathText } from './input_fault.js';

/** Most bytes of a state as JSON: a document of 16 MB has room for it and for the entries of a change. */
const MAX_STATE_BYTES = 1_048_576;

/** Most fields of a state: each may have an entry of its own in one commit. */
const MAX_STATE_FIELDS = 1000;

/** Most values in a state, objects and lists counted: to compare so many stays well below 200 ms. */
const MAX_STATE_VALUES = 65_536;

/** Longest name of a field in bytes of UTF-8, as of an id. */
const MAX_FIELD_BYTES = 512;

/**
 * A copy of the state that a host handed in, whatever it is: what the copy holds can be stored and read back.
 * Every member is read once, and no more of them than the limits allow.
 * @throws INVALID_REQUEST naming the path of what is not JSON and what was found there
 * @throws PAYLOAD_TOO_LARGE when it has too many bytes, fields or values
 */
export function copiedState(state: unknown, name: string): JsonObject {
  const copy = new JsonCopy(name).of(state);
  for (const field of Object.keys(copy)) {
    if (Buffer.byteLength(field) > MAX_FIELD_BYTES) {
      const problem = `must not have names longer than ${String(MAX_FIELD_BYTES)} bytes`;
      throw invalidInput([name], problem, { found: field });
    }
  }
  refuseLarge(copy, name);
  return copy;
}

/** @throws PAYLOAD_TOO_LARGE when the state has too many bytes or fields; one that was so before may still shrink */
export function refuseLarge(state: JsonObject, name: string, old: JsonObject = {}): void {
  const bytes = bytesOf(state);
  if (bytes > MAX_STATE_BYTES && bytes > bytesOf(old))
    throw tooLarge(name, `${String(MAX_STATE_BYTES)} bytes`);
  const fields = Object.keys(state).length;
  if (fields > MAX_STATE_FIELDS && fields > Object.keys(old).length) {
    throw tooLarge(name, `${String(MAX_STATE_FIELDS)} fields`);
  }
}

function bytesOf(state: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(state));
}

class JsonCopy {
  /** Where the copy has come to; its length is the depth. */
  readonly #path: (string | number)[];
  #values = 0;
  #characters = 0;

  constructor(name: string) {
    this.#path = [name];
  }

  of(state: unknown): JsonObject {
    try {
      if (typeof state === 'object' && state !== null && !Array.isArray(state)) return this.#members(state);
    } catch (error) {
      // Getters and proxies are the host's code.
      if (isActivityError(error)) throw error;
      throw invalidInput(this.#path, 'cannot be read', { found: error, cause: error });
    }
    throw this.#fault('must be a plain object', state);
  }

  #copy(value: unknown): Json {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'boolean':
        return value;
      case 'number':
        return this.#number(value);
      case 'object':
        if (value === null) return null;
        return Array.isArray(value) ? this.#items(value) : this.#members(value);
      default:
        throw this.#fault('must be JSON', value);
    }
  }

  #members(object: object): JsonObject {
    if (!isPlain(object)) throw this.#fault('must be JSON: a plain object, a list or a scalar', object);
    this.#refuseDepth();
    const keys = Object.keys(object);
    this.#count(keys.length, 0);
    const members: [string, Json][] = [];
    for (const key of keys) {
      this.#path.push(key);
      this.#text(key);
      members.push([key, this.#copy(Reflect.get(object, key))]);
      this.#path.pop();
    }
    // Unlike an assignment, this takes `__proto__` for a member like any other.
    return Object.fromEntries(members);
  }

  #items(list: readonly unknown[]): Json[] {
    this.#refuseDepth();
    const { length } = list;
    // A proxy may say anything.
    if (!Number.isSafeInteger(length) || length < 0) throw this.#fault('must be a list', list);
    this.#count(length, 0);
    const items: Json[] = [];
    for (let at = 0; at < length; at += 1) {
      this.#path.push(at);
      items.push(this.#copy(list[at]));
      this.#path.pop();
    }
    if (Object.keys(list).length > length) throw this.#fault('must not have members besides its items', list);
    return items;
  }

  #text(text: string): string {
    this.#count(0, text.length);
    if (!text.isWellFormed()) throw this.#fault('must not hold half a character', text);
    return text;
  }

  /** A number that every reader of JSON gets as the same; there is one zero. */
  #number(number: number): number {
    const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
    if (!exact) throw this.#fault('must be finite, and as an integer at most 2^53 - 1', number);
    return number === 0 ? 0 : number;
  }

  #refuseDepth(): void {
    if (this.#path.length <= MAX_JSON_DEPTH) return;
    const message = `${pathText(this.#path.slice(0, 3))} is nested deeper than ${String(MAX_JSON_DEPTH)} levels.`;
    throw new ActivityError('INVALID_REQUEST', message);
  }

  /** Called before the values are read, so that what is too large is not. */
  #count(values: number, characters: number): void {
    this.#values += values;
    this.#characters += characters;
    const [name = ''] = this.#path;
    if (this.#values > MAX_STATE_VALUES) throw tooLarge(String(name), `${String(MAX_STATE_VALUES)} values`);
    if (this.#characters > MAX_STATE_BYTES) throw tooLarge(String(name), `${String(MAX_STATE_BYTES)} bytes`);
  }

  #fault(problem: string, found: unknown): ActivityError {
    return invalidInput(this.#path, problem, { found });
  }
}

/** Made by a literal or without a prototype, also in another realm, whose `Object.prototype` is not ours. */
function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

function tooLarge(name: string, limit: string): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', `${name} has more than ${limit}.`, {
    details: { path: name },
  });
}
