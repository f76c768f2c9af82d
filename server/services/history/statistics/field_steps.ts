import type { Activity } from '../../../domain/activity.js';
import type { Json } from '../../../domain/json.js';
import type { RecordHead } from '../../../domain/record.js';
import { facetVerdict } from '../facet_verdict.js';
import { shownChange } from '../state/shown_change.js';

/** A field gets a value, `null` where it has none from then on; without `value` the record was deleted. */
export interface FieldStep {
  readonly at: Date;
  readonly value?: Json;
}

/** The facets of a history among which all steps of these fields are, and the beginning and end of the record. */
export function facetsOfSteps(head: RecordHead, fields: readonly string[]): readonly string[] {
  const verdict = facetVerdict({ types: ['field'], fields });
  return Object.keys(head.counts).filter(
    (facet) => facet === 'created' || facet === 'deleted' || verdict(facet) !== 'none',
  );
}

/** The steps of one field, from the entries of a history. Members of a map and of a list are none. */
export class FieldSteps {
  readonly #field: string;
  readonly #begin: Date;
  #isBegun = false;

  /** @param begin of the history */
  constructor(field: string, begin: Date) {
    this.#field = field;
    this.#begin = begin;
  }

  /** Those of the next entry, oldest first. */
  of(entry: Activity): readonly FieldStep[] {
    const [change, field, { at }] = [shownChange(entry), this.#field, entry];
    switch (change.type) {
      case 'created': {
        const { snapshot } = change;
        return this.#steps([
          { at, value: Object.hasOwn(snapshot, field) ? (snapshot[field] ?? null) : null },
        ]);
      }
      case 'field':
        if (change.field !== field || change.key !== undefined) return [];
        // A history that has lost its beginning still says what there was.
        return this.#steps([
          ...(this.#isBegun ? [] : [{ at: this.#begin, value: change.before }]),
          { at, value: change.after },
        ]);
      case 'deleted':
        return this.#steps([{ at }]);
      case 'items':
      case 'comment':
      case 'pushed':
      case 'statement':
        return [];
    }
  }

  #steps(steps: readonly FieldStep[]): readonly FieldStep[] {
    this.#isBegun = true;
    return steps;
  }
}
