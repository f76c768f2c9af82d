import type { Json } from '../../../domain/json.js';
import { KeyedMembers } from '../../../domain/keyed_members.js';
import type { FieldValue } from './field_value.js';
import { frozenSize, textSize } from './frozen_size.js';

/** Members that are set one by one, of an object or of a list: a change costs its own size, not that of all. */
export class KeyedValue implements FieldValue {
  #bytes: number;
  readonly #members: KeyedMembers;
  #value: Json | undefined;

  constructor(value: Json) {
    this.#members = new KeyedMembers(value);
    this.#bytes = frozenSize({});
    for (const [key, member] of this.#members.all) this.#bytes += this.#sizeOf(key, member);
  }

  get bytes(): number {
    return this.#bytes;
  }

  value(): Json {
    this.#value ??= Object.freeze(this.#members.value());
    return this.#value;
  }

  /** As `KeyedMembers` sets one. */
  set(key: string, value: Json): void {
    this.#value = undefined;
    const before = this.#members.isList;
    const gone = this.#members.set(key, value);
    for (const [former, member] of gone) this.#bytes -= sizeIn(before, former, member);
    if (!this.#members.isList || value !== null) this.#bytes += this.#sizeOf(key, value);
  }

  #sizeOf(key: string, member: Json): number {
    return sizeIn(this.#members.isList, key, member);
  }
}

function sizeIn(isList: boolean, key: string, member: Json): number {
  return (isList ? 0 : textSize(key)) + frozenSize(member);
}
