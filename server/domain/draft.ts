import { isJsonObject } from './json.js';
import type { Json, JsonObject } from './json.js';

/**
 * A record's state while changes are applied to it. A change costs its own size, not that of the state; the
 * field that was set last comes last.
 */
export class Draft {
  readonly #fields: Map<string, Json>;
  /** Fields that are being set member by member; what `#fields` has for them is out of date. */
  readonly #open = new Map<string, Map<string, Json>>();

  constructor(state: JsonObject) {
    this.#fields = new Map(Object.entries(state));
  }

  /** The value of a field; `null` when it has none. */
  value(field: string): Json {
    const members = this.#open.get(field);
    return members === undefined ? (this.#fields.get(field) ?? null) : Object.fromEntries(members);
  }

  set(field: string, value: Json): void {
    this.#open.delete(field);
    moveToEnd(this.#fields, field, value);
  }

  /** Sets one member of a field that is an object, or becomes one. */
  setMember(field: string, key: string, value: Json): void {
    const members = this.#open.get(field) ?? membersOf(this.#fields.get(field));
    moveToEnd(members, key, value);
    this.#open.set(field, members);
    moveToEnd(this.#fields, field, null);
  }

  /** The state as it is now. A field that is called `__proto__` is one like any other. */
  state(): JsonObject {
    return Object.fromEntries([...this.#fields.keys()].map((field) => [field, this.value(field)]));
  }
}

function membersOf(value: Json | undefined): Map<string, Json> {
  return new Map(isJsonObject(value) ? Object.entries(value) : []);
}

function moveToEnd(values: Map<string, Json>, key: string, value: Json): void {
  values.delete(key);
  values.set(key, value);
}
