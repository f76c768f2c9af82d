import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';
import type { Registry } from '../../domain/registry.js';
import { nameOfSpace } from './name_of_space.js';

/** The first part of the names of the values that count a space's adopted records. */
export const ADOPTED_RECORDS = 'adopted_records';

/** How many records of a space were adopted, and of how many the ledger tells. */
export interface AdoptedCount {
  readonly records: number;
  readonly told: number;
}

/**
 * Counts the records of each space that are adopted (N10.7). A record is counted before it is sealed to its end, so
 * none is adopted that is not counted; one whose adoption then fails, or is made by two at once, can count twice.
 */
export class AdoptedRecords {
  readonly #registry: Registry;
  /** By space, records that wait to be counted, together with those of others that do. */
  readonly #waiting = new Map<string, { records: number; readonly counted: Promise<void> }>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** Resolves when one more record of the space is counted. @throws STORE_UNAVAILABLE */
  async add(space: string): Promise<void> {
    const others = this.#waiting.get(space);
    if (others !== undefined) {
      others.records += 1;
      return others.counted;
    }
    const counted = nextTurn().then(() => this.#count(space));
    this.#waiting.set(space, { records: 1, counted });
    return counted;
  }

  /** What is counted. @throws STORE_UNAVAILABLE */
  async of(space: string): Promise<AdoptedCount> {
    const kept = await this.#registry.get(nameOfSpace(ADOPTED_RECORDS, space));
    return countIn(kept?.value);
  }

  /** The ledger tells of so many. @throws STORE_UNAVAILABLE */
  async told(space: string, told: number): Promise<void> {
    await this.#change(space, (count) => ({ ...count, told: Math.max(count.told, told) }));
  }

  async #count(space: string): Promise<void> {
    const records = this.#waiting.get(space)?.records ?? 0;
    this.#waiting.delete(space);
    await this.#change(space, (count) => ({ ...count, records: count.records + records }));
  }

  async #change(space: string, change: (count: AdoptedCount) => AdoptedCount): Promise<void> {
    const name = nameOfSpace(ADOPTED_RECORDS, space);
    for (;;) {
      const kept = await this.#registry.get(name);
      const value = { ...change(countIn(kept?.value)) };
      if ((await this.#registry.set(name, kept?.version ?? 0, { value })) !== undefined) return;
    }
  }
}

function countIn(kept: Json | undefined): AdoptedCount {
  const { records, told }: JsonObject = isJsonObject(kept) ? kept : {};
  return { records: wholeNumber(records), told: wholeNumber(told) };
}

function wholeNumber(value: Json | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
