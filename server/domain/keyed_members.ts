import { isJsonArray, isJsonObject } from './json.js';
import type { Json } from './json.js';

type Member = readonly [key: string, value: Json];

/**
 * The members of a field that are set one by one: those of an object, or the objects of a list that each have a `key`
 * of their own, as the custom fields of a case. A list stays one: what is set keeps its place, `null` leaves it. What
 * is neither becomes an object, without anything else; where there is nothing but nulls, the first member tells which.
 * Setting a member costs its own size.
 */
export class KeyedMembers {
  #members: Map<string, Json>;
  #isList: boolean;
  /** How many are not null. */
  #filled: number;

  constructor(value: Json) {
    const keyed = keyedList(value);
    this.#isList = keyed !== undefined;
    this.#members = keyed ?? new Map(isJsonObject(value) ? Object.entries(value) : []);
    this.#filled = [...this.#members.values()].filter((member) => member !== null).length;
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
    const fits = value === null || (this.#isList ? isKeyed : !isKeyed || this.#filled > 0);
    const gone = fits ? this.#without(key, value) : this.#begin();
    if (!fits) this.#isList = isKeyed;
    this.#filled -= gone.filter(([, member]) => member !== null).length;
    if (value !== null) this.#filled += 1;
    if (!this.#isList || value !== null) this.#members.set(key, value);
    return gone;
  }

  /** As the value of the field. A member may be called `__proto__`. */
  value(): Json {
    return this.#isList ? [...this.#members.values()] : Object.fromEntries(this.#members);
  }

  /** Of an object the member that is set last comes last; in a list it keeps its place, unless it goes. */
  #without(key: string, value: Json): readonly Member[] {
    const former = this.#members.get(key);
    if (!this.#isList || value === null) this.#members.delete(key);
    return former === undefined ? [] : [[key, former]];
  }

  #begin(): readonly Member[] {
    const gone = [...this.#members];
    this.#members = new Map();
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
