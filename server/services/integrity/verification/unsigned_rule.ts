import type { Activity } from '../../../domain/activity.js';
import { isActivityError } from '../../../domain/errors.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { Uncovered } from './commit_coverage.js';
import type { FirstKey, LedgerReading } from './ledger_reading.js';
import { readable } from './log_reading.js';

/** Nobody signed before: as far back as there are entries. */
const FROM_THE_BEGINNING: FirstKey = { position: 0, at: new Date(-8.64e15) };

/**
 * What is found and has to be told of elsewhere: entries that nobody signed, and erased parts. The ledger is read
 * when there is something of the kind, which is seldom.
 */
export class UnsignedRule {
  readonly #store: ActivityStore;
  readonly #ledger: LedgerReading;
  #firstKey: Promise<FirstKey | undefined> | undefined;

  constructor(store: ActivityStore, ledger: LedgerReading) {
    this.#store = store;
    this.#ledger = ledger;
  }

  /**
   * Whether an entry may be unsigned (N10.2): it was adopted, or is older than the space's first key. None behind a
   * signed entry of its record is: there was a key.
   */
  async mayBe(
    { entry, position, isBehindSigned }: Uncovered,
    { subject, chain }: RecordHead,
    hasLog: boolean,
  ): Promise<boolean> {
    if (isBehindSigned) return false;
    if (entry.seal === undefined || entry.seq <= (chain?.adopted ?? 0)) return true;
    this.#firstKey ??= this.#readFirstKey(subject.space);
    const first = await this.#firstKey;
    if (first === undefined) return true;
    if (hasLog) return position !== undefined && position < (first.position ?? 0);
    return Number(entry.at) < first.at.getTime();
  }

  /**
   * Whether the ledger tells of the erasure by which parts of the entry are gone. Of a person it names the pseudonym,
   * which the entry then has in the actor's place.
   */
  async isErasureTold({ actor }: Activity): Promise<boolean> {
    const told = await this.#ledger.of('person-erased');
    return told.some(
      ({ change: { details } }) =>
        typeof details['pseudonym'] === 'string' && details['pseudonym'] === actor.username,
    );
  }

  /** The ledger may have lost its statement: where there is a checkpoint, there was a key. */
  async #readFirstKey(space: string): Promise<FirstKey | undefined> {
    const told = await this.#ledger.firstKey();
    if (told !== undefined) return told;
    try {
      const head = await readable(() => this.#store.log.head(space));
      return head !== undefined && head.checkpoint === undefined ? undefined : FROM_THE_BEGINNING;
    } catch (error) {
      if (isActivityError(error, 'LOG_DISABLED')) return undefined;
      throw error;
    }
  }
}
