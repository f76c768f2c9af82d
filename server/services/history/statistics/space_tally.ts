import type { LoggedEntry } from '../../../domain/log/space_log.js';
import type { NamedRow } from '../row_place.js';
import { RowActors } from './row_actors.js';
import type { TypeCounts } from './type_counts.js';
import { typeOfFacet } from './type_counts.js';

/** Kinds that are told. */
const MOST_KINDS = 100;

/** A record that was created in the range. */
export interface CreatedRecord extends Pick<LoggedEntry, 'subject' | 'number'> {
  /** Number of its bucket, from 0. */
  readonly bucket: number;
}

/** What rows alone tell of a bucket. */
export interface BucketCounts {
  /** Where it begins, in milliseconds. */
  readonly start: number;
  readonly entries: number;
  readonly byType: TypeCounts;
}

/** Adds up rows in their order of time. */
export class SpaceTally {
  readonly actors = new RowActors();
  readonly #starts: readonly number[];
  readonly #types: readonly Map<string, number>[];
  readonly #kinds = new Map<string, number>();
  readonly #created: CreatedRecord[] = [];
  readonly #mostRecords: number;
  #createdCount = 0;
  #bucket = 0;
  #entries = 0;

  /** @param starts of the buckets, ascending @param mostRecords created records that are remembered */
  constructor(starts: readonly number[], mostRecords: number) {
    this.#starts = starts;
    this.#types = starts.map(() => new Map<string, number>());
    this.#mostRecords = mostRecords;
  }

  /** The next row, not earlier than the one before. */
  add(row: NamedRow): void {
    const { at, facet, subject, number } = row.entry;
    while ((this.#starts[this.#bucket + 1] ?? Infinity) <= at.getTime()) this.#bucket += 1;
    const type = typeOfFacet(facet);
    this.#entries += 1;
    const types = this.#types[this.#bucket];
    if (types !== undefined) increase(types, type);
    increase(this.#kinds, subject.kind);
    this.actors.add(row);
    if (type !== 'created') return;
    this.#createdCount += 1;
    if (this.#created.length < this.#mostRecords)
      this.#created.push({ subject, number, bucket: this.#bucket });
  }

  /** How many rows there were. */
  get entries(): number {
    return this.#entries;
  }

  /** The records that were created first, and whether these are all. */
  created(): { readonly records: readonly CreatedRecord[]; readonly areAll: boolean } {
    return { records: this.#created, areAll: this.#createdCount === this.#created.length };
  }

  /** All of them, also those without rows. */
  buckets(): readonly BucketCounts[] {
    return this.#starts.map((start, i) => {
      const types = this.#types[i] ?? new Map<string, number>();
      const entries = [...types.values()].reduce((sum, count) => sum + count, 0);
      return { start, entries, byType: Object.fromEntries(types) };
    });
  }

  /** Rows by the kind of their record: the 100 largest. */
  byKind(): Readonly<Record<string, number>> {
    const sorted = [...this.#kinds].sort(([, a], [, b]) => b - a);
    return Object.fromEntries(sorted.slice(0, MOST_KINDS));
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
