import type { Json, JsonObject } from './json.js';
import { KeyedMembers } from './keyed_members.js';

/**
 * A record's state while changes are applied to it. A change costs its own size, not that of the state; the
 * field that was set last comes last.
 */
export class Draft {
  readonly #fields: Map<string, Json>;
  /** Fields that are being set member by member; what `#fields` has for them is out of date. */
  readonly #open = new Map<string, KeyedMembers>();

  constructor(state: JsonObject) {
    this.#fields = new Map(Object.entries(state));
  }

  /** The value of a field; `null` when it has none. */
  value(field: string): Json {
    const members = this.#open.get(field);
    return members === undefined ? (this.#fields.get(field) ?? null) : members.value();
  }

  set(field: string, value: Json): void {
    this.#open.delete(field);
    moveToEnd(this.#fields, field, value);
  }

  /** Sets one member of a field that has such, or comes to have them. */
  setMember(field: string, key: string, value: Json): void {
    const members = this.#open.get(field) ?? new KeyedMembers(this.#fields.get(field) ?? null);
    members.set(key, value);
    this.#open.set(field, members);
    moveToEnd(this.#fields, field, null);
  }

  /** The state as it is now. A field that is called `__proto__` is one like any other. */
  state(): JsonObject {
    return Object.fromEntries([...this.#fields.keys()].map((field) => [field, this.value(field)]));
  }
}

function moveToEnd(values: Map<string, Json>, key: string, value: Json): void {
  values.delete(key);
  values.set(key, value);
}
