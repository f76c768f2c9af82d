import type { ClaimedEntry, ClaimedStart } from './claimed_line.js';

/** Whether entries come in the order, and as far as that can be told without holes, as the first line says. */
export class EntryOrder {
  readonly #start: ClaimedStart;
  /** No entry may come before this one. */
  #next: number;

  constructor(start: ClaimedStart) {
    this.#start = start;
    this.#next = start.from;
  }

  /** Whether the entry may come next. */
  takes({ activity: { seq, subject }, position }: ClaimedEntry): boolean {
    const { space, record, to } = this.#start;
    const isNamed = subject.space === space && isOf(record, subject);
    // The log of a space has entries that an export has not: of records that are erased, or were not to be seen.
    const at = record === undefined ? position : seq;
    if (at === undefined || at < this.#next || at >= to) return false;
    const isNext = !this.#isWhole || at === this.#next;
    this.#next = at + 1;
    return isNamed && isNext;
  }

  /** Whether all have come. */
  get isDone(): boolean {
    return !this.#isWhole || this.#next === this.#start.to;
  }

  /** An export of all entries of a record, whose `seq` have no gaps. */
  get #isWhole(): boolean {
    return this.#start.record !== undefined && !this.#start.filtered;
  }
}

function isOf(
  record: ClaimedStart['record'],
  { kind, id }: { readonly kind: string; readonly id: string },
): boolean {
  return record === undefined || (record.kind === kind && record.id === id);
}
