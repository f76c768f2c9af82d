import { isJsonArray } from '../../../domain/json.js';
import type { Json } from '../../../domain/json.js';
import { identityOf } from '../../../domain/json_identity.js';
import type { FieldValue } from './field_value.js';
import { frozenSize } from './frozen_size.js';

type Identity = ReturnType<typeof identityOf>;

/** A list whose members come and go: a change costs its own size, not that of the list. */
export class ListValue implements FieldValue {
  #bytes = frozenSize([]);
  /** Members by a number that grows, so in their order. */
  readonly #members = new Map<number, Json>();
  #next = 0;
  /** Where the members of an identity stand; made when the first of them goes. */
  #places: Map<Identity, number[]> | undefined;
  #value: Json | undefined;

  /** Of a value that is no list it is the only member; `null` has none. */
  constructor(value: Json) {
    this.add(isJsonArray(value) ? value : value === null ? [] : [value]);
  }

  get bytes(): number {
    return this.#bytes;
  }

  value(): Json {
    this.#value ??= Object.freeze([...this.#members.values()]);
    return this.#value;
  }

  /** Behind the others, also when they are there already. */
  add(items: readonly Json[]): void {
    this.#value = undefined;
    for (const item of items) {
      this.#bytes += frozenSize(item);
      this.#members.set(this.#next, item);
      if (this.#places !== undefined) note(this.#places, item, this.#next);
      this.#next += 1;
    }
  }

  /** All members that are the same as one of the items. */
  remove(items: readonly Json[]): void {
    this.#value = undefined;
    const places = (this.#places ??= this.#allPlaces());
    for (const identity of items.map(identityOf)) {
      for (const place of places.get(identity) ?? []) {
        this.#bytes -= frozenSize(this.#members.get(place) ?? null);
        this.#members.delete(place);
      }
      places.delete(identity);
    }
  }

  #allPlaces(): Map<Identity, number[]> {
    const places = new Map<Identity, number[]>();
    for (const [place, item] of this.#members) note(places, item, place);
    return places;
  }
}

function note(places: Map<Identity, number[]>, item: Json, place: number): void {
  const identity = identityOf(item);
  const known = places.get(identity);
  if (known === undefined) places.set(identity, [place]);
  else known.push(place);
}
