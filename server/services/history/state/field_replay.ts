import type { Change } from '../../../domain/activity.js';
import type { JsonObject } from '../../../domain/json.js';
import type { FieldValue } from './field_value.js';
import { WholeValue } from './field_value.js';
import { textSize } from './frozen_size.js';
import { KeyedValue } from './keyed_value.js';
import { ListValue } from './list_value.js';

/**
 * A record's fields while changes are applied to them one after the other, each at the cost of its own size.
 * Law: `state()` is what `applyChanges` makes of the same changes.
 */
export class FieldReplay {
  #fields = new Map<string, FieldValue>();
  #bytes = 0;

  constructor(state: JsonObject) {
    this.#begin(state);
  }

  /** About how many bytes the fields take in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Changes that do not say how fields changed are none. */
  apply(change: Change): void {
    switch (change.type) {
      case 'created':
        this.#begin(change.snapshot);
        break;
      case 'field':
        if (change.key === undefined) this.#put(change.field, new WholeValue(change.after));
        else {
          const keyed = this.#take(change.field, KeyedValue);
          keyed.set(change.key, change.after);
          this.#put(change.field, keyed);
        }
        break;
      case 'items': {
        const list = this.#take(change.field, ListValue);
        if (change.verb === 'added') list.add(change.items);
        else list.remove(change.items);
        this.#put(change.field, list);
        break;
      }
      case 'comment':
      case 'pushed':
      case 'deleted':
      case 'statement':
        break;
    }
  }

  /** The fields as they are now, frozen in depth; what has not changed since the last call is not made anew. */
  state(): JsonObject {
    return Object.freeze(
      Object.fromEntries([...this.#fields].map(([field, value]) => [field, value.value()])),
    );
  }

  #begin(state: JsonObject): void {
    this.#fields = new Map();
    this.#bytes = 0;
    for (const [field, value] of Object.entries(state)) this.#put(field, new WholeValue(value));
  }

  /** Takes the field out, as one of this sort. */
  #take<T extends FieldValue>(field: string, Sort: new (value: ReturnType<FieldValue['value']>) => T): T {
    const former = this.#fields.get(field);
    this.#remove(field);
    return former instanceof Sort ? former : new Sort(former?.value() ?? null);
  }

  /** The field that was set last comes last. */
  #put(field: string, value: FieldValue): void {
    this.#remove(field);
    this.#fields.set(field, value);
    this.#bytes += textSize(field) + value.bytes;
  }

  #remove(field: string): void {
    const former = this.#fields.get(field);
    if (former === undefined) return;
    this.#fields.delete(field);
    this.#bytes -= textSize(field) + former.bytes;
  }
}
