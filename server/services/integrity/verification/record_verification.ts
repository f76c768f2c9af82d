import type { Subject } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { isCounting } from './head_checks.js';
import { LedgerReading } from './ledger_reading.js';
import { LoggedEntries } from './logged_entries.js';
import { readable } from './log_reading.js';
import { RecordCheck } from './record_check.js';
import type { RecordReport } from './report.js';
import { whileThere } from './stored_entries.js';
import { UnsignedRule } from './unsigned_rule.js';
import type { VerifierKeys } from './verifier_keys.js';

/** What records and spaces are verified with. */
export interface VerificationDependencies {
  readonly store: ActivityStore;
  readonly keys: VerifierKeys;
}

/**
 * Verifies the history of one record (N10.4): every leaf is computed anew from what is stored. Whatever is stored is
 * reported and never thrown.
 */
export class RecordVerification {
  readonly #deps: VerificationDependencies;

  constructor(deps: VerificationDependencies) {
    this.#deps = deps;
  }

  /** A part of the record's history, as `check`; `undefined`: there is no such record. @throws STORE_UNAVAILABLE */
  async of(subject: Subject, from = 1): Promise<RecordReport | undefined> {
    const found = await this.#headOf(subject);
    if (found === undefined) return unreadable(from);
    return found.head === undefined ? undefined : this.check(found.head, from);
  }

  /**
   * A part of the history which the head counts: at most `MAX_CHECKED` entries, fewer when they have `MAX_PROBLEMS`.
   * @param from at least 1
   * @throws RECORD_NOT_FOUND when the record is erased meanwhile, STORE_UNAVAILABLE
   */
  async check(head: RecordHead, from = 1): Promise<RecordReport> {
    const report = await this.#once(head, from);
    if (report?.valid === true) return report;
    // What is changed while it is read looks damaged: then it is read again.
    const found = await this.#headOf(head.subject);
    if (found === undefined) return report ?? unreadable(from);
    const now = found.head;
    if (now?.number !== head.number) {
      throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
    }
    const isSame = now.revision === head.revision && now.chain?.seq === head.chain?.seq;
    return (isSame ? report : await this.#once(now, from)) ?? unreadable(from);
  }

  /** `undefined`: what is stored is no head. */
  #headOf(subject: Subject): Promise<{ readonly head: RecordHead | undefined } | undefined> {
    return readable(async () => ({ head: await this.#deps.store.head(subject) }));
  }

  /** `undefined`: the store has no entries of such a record. */
  async #once(head: RecordHead, from: number): Promise<RecordReport | undefined> {
    if (!isCounting(head)) return unreadable(from);
    const { store, keys } = this.#deps;
    const logged = await LoggedEntries.of(store.log, head);
    const unsigned = new UnsignedRule(store, new LedgerReading(store, head.subject.space));
    let report: RecordReport | undefined;
    await whileThere(async () => {
      report = await new RecordCheck(head, { store, keys, logged, unsigned }).run(from);
    });
    return report;
  }
}

/** What is told of a record whose head is none. */
function unreadable(from: number): RecordReport {
  return {
    ...{ valid: false, entries: 0, from, to: from - 1 },
    ...{ erasedParts: 0, adopted: 0, signed: 0, unsigned: 0, inLog: 0 },
    problems: [{ seq: from, problem: 'head-differs' }],
    complete: true,
  };
}
