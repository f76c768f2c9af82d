import type { Activity } from '../../../domain/activity.js';
import { shownChange } from './shown_change.js';

/** How entries changed a field: only members of a set, only what stands under keys, or otherwise. */
export type Touch =
  | { readonly by: 'items' }
  | { readonly by: 'keys'; readonly keys: ReadonlySet<string> }
  | { readonly by: 'whole' };

/** Which fields entries changed, and how. */
export class TouchedFields {
  readonly #before: readonly string[];
  readonly #items = new Set<string>();
  readonly #keys = new Map<string, Set<string>>();
  readonly #whole = new Set<string>();

  /** @param before names of the fields that are there before the first entry */
  constructor(before: readonly string[]) {
    this.#before = before;
  }

  /** The next entry. */
  add(activity: Activity): void {
    const change = shownChange(activity);
    switch (change.type) {
      case 'created':
        // Nothing of what was there before stays.
        for (const field of [...this.#before, ...this.#names(), ...Object.keys(change.snapshot)]) {
          this.#whole.add(field);
        }
        break;
      case 'field':
        if (change.key === undefined) this.#whole.add(change.field);
        else this.#addKey(change.field, change.key);
        break;
      case 'items':
        this.#items.add(change.field);
        break;
      case 'comment':
      case 'pushed':
      case 'deleted':
      case 'statement':
        break;
    }
  }

  /** The fields in code-unit order of their names. */
  list(): readonly (readonly [string, Touch])[] {
    return [...this.#names()].sort().map((field) => [field, this.#touchOf(field)]);
  }

  #touchOf(field: string): Touch {
    const keys = this.#keys.get(field);
    if (this.#whole.has(field)) return { by: 'whole' };
    if (keys === undefined) return { by: 'items' };
    return this.#items.has(field) ? { by: 'whole' } : { by: 'keys', keys };
  }

  #addKey(field: string, key: string): void {
    const keys = this.#keys.get(field) ?? new Set();
    this.#keys.set(field, keys.add(key));
  }

  #names(): ReadonlySet<string> {
    return new Set([...this.#items, ...this.#keys.keys(), ...this.#whole]);
  }
}
