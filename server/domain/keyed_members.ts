import { isJsonArray, isJsonObject } from './json.js';
import type { Json } from './json.js';

type Member = readonly [key: string, value: Json];

/**
 * The members of a field that are set one by one: those of an object, or the objects of a list that each have a `key`
 * of their own, as the custom fields of a case. A list stays one: what is set keeps its place, `null` leaves it. What
 * is neither becomes an object, without anything else. Setting a member costs its own size.
 */
export class KeyedMembers {
  #members: Map<string, Json>;
  #isList: boolean;
  #isAbsent: boolean;

  constructor(value: Json) {
    const keyed = keyedList(value);
    this.#isList = keyed !== undefined;
    this.#isAbsent = value === null;
    this.#members = keyed ?? new Map(isJsonObject(value) ? Object.entries(value) : []);
  }

  get isList(): boolean {
    return this.#isList;
  }

  /** All of them in their order. */
  get all(): Iterable<Member> {
    return this.#members;
  }

  /** Sets one; answers those that are not there any more. */
  set(key: string, value: Json): readonly Member[] {
    const isKeyed = keyOf(value) === key;
    if (this.#isAbsent) this.#isList = isKeyed;
    this.#isAbsent = false;
    if (this.#isList && !isKeyed && value !== null) return this.#become(key, value);
    const former = this.#members.get(key);
    if (!this.#isList || value === null) this.#members.delete(key);
    if (!this.#isList || value !== null) this.#members.set(key, value);
    return former === undefined ? [] : [[key, former]];
  }

  /** As the value of the field. A member may be called `__proto__`. */
  value(): Json {
    return this.#isList ? [...this.#members.values()] : Object.fromEntries(this.#members);
  }

  #become(key: string, value: Json): readonly Member[] {
    const gone = [...this.#members];
    this.#isList = false;
    this.#members = new Map([[key, value]]);
    return gone;
  }
}

/** The members of a list by their keys; `undefined`: it is no list, or not each has one of its own. */
function keyedList(value: Json): Map<string, Json> | undefined {
  if (!isJsonArray(value)) return undefined;
  const members = value.flatMap((item): Member[] => {
    const key = keyOf(item);
    return key === undefined ? [] : [[key, item]];
  });
  const keyed = new Map(members);
  return keyed.size === value.length ? keyed : undefined;
}

/** What a member of such a list says its key is. */
export function keyOf(item: Json): string | undefined {
  const key = isJsonObject(item) && Object.hasOwn(item, 'key') ? item['key'] : undefined;
  return typeof key === 'string' ? key : undefined;
}
