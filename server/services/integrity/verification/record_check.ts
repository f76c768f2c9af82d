import type { Activity } from '../../../domain/activity.js';
import { erasedPartsOf } from '../../../domain/erased_parts.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';
import type { RecordHead } from '../../../domain/record.js';
import { NO_ENTRY } from '../../../domain/seal.js';
import type { ActivityStore } from '../../../domain/store.js';
import { CommitCoverage } from './commit_coverage.js';
import type { Predecessor } from './entry_checks.js';
import { contentHash, sealProblem } from './entry_checks.js';
import { FacetCounts, isChainWhole, tellsOf } from './head_checks.js';
import type { LoggedEntries, LoggedState } from './logged_entries.js';
import { logProblem } from './logged_entries.js';
import type { Problem, RecordProblem, RecordReport } from './report.js';
import { MAX_CHECKED, MAX_PROBLEMS } from './report.js';
import type { StoredEntry } from './stored_entries.js';
import { storedEntries } from './stored_entries.js';
import type { UnsignedRule } from './unsigned_rule.js';
import type { VerifierKeys } from './verifier_keys.js';

/** Entries whose rows are read together. */
const PORTION = 500;
const TURNS = new EventLoopTurns();

/** What a part of a history is checked with. */
export interface RecordCheckParts {
  readonly store: Pick<ActivityStore, 'entries'>;
  readonly keys: VerifierKeys;
  /** Absent where the store has no log. */
  readonly logged: LoggedEntries | undefined;
  readonly unsigned: UnsignedRule;
}

/** Checks a part of one record's history, entry by entry. To be used once. */
export class RecordCheck {
  readonly #head: RecordHead;
  readonly #parts: RecordCheckParts;
  readonly #coverage: CommitCoverage | undefined;
  readonly #problems: RecordProblem[] = [];
  readonly #facets = new FacetCounts();
  #before: Predecessor = { hash: NO_ENTRY, others: [] };
  #newest: Activity | undefined;
  #counts = { erasedParts: 0, adopted: 0, inLog: 0, present: 0 };

  constructor(head: RecordHead, parts: RecordCheckParts) {
    this.#head = head;
    this.#parts = parts;
    const { store, keys } = parts;
    this.#coverage = keys.areKnown ? new CommitCoverage({ store, keys, head }) : undefined;
  }

  /** Checks at most `MAX_CHECKED` entries. @param from at least 1 */
  async run(from: number): Promise<RecordReport> {
    const { seq } = this.#head;
    const last = Math.min(seq, from + MAX_CHECKED - 1);
    if (from > 1) await this.#begin(from);
    let to = from - 1;
    while (to < last && this.#problems.length < MAX_PROBLEMS) {
      to = await this.#portion(to + 1, Math.min(last, to + PORTION));
    }
    await this.#coverage?.end(to);
    await this.#judgeUncovered();
    if (to >= seq) await this.#end(from);
    return this.#report(from, to);
  }

  /** What the part goes on from. */
  async #begin(from: number): Promise<void> {
    const { store, logged } = this.#parts;
    const range = { from: from - 1, to: Math.min(from - 1, this.#head.seq) };
    const [state] = (await logged?.states(range)) ?? [];
    for await (const { entry } of storedEntries(store, this.#head, range)) {
      this.#before = predecessorOf(entry, state, undefined);
    }
    await this.#coverage?.begin(from);
  }

  /** @returns the last entry that was checked: an earlier one than `to` after too many problems */
  async #portion(from: number, to: number): Promise<number> {
    const { store, logged } = this.#parts;
    const states = await logged?.states({ from, to });
    for await (const stored of storedEntries(store, this.#head, { from, to })) {
      await TURNS.next();
      await this.#entry(stored, states?.[stored.seq - from]);
      if (this.#problems.length >= MAX_PROBLEMS) return stored.seq;
    }
    return to;
  }

  async #entry({ seq, entry }: StoredEntry, state: LoggedState | undefined): Promise<void> {
    const { number, chain } = this.#head;
    this.#newest = entry;
    if (seq <= (chain?.adopted ?? 0)) this.#counts.adopted += 1;
    if (entry === undefined) {
      this.#add(seq, 'gap');
      this.#before = predecessorOf(undefined, state, undefined);
      return;
    }
    this.#counts.present += 1;
    this.#facets.add(entry);
    const isMeantSealed = seq <= (chain?.seq ?? 0);
    if (entry.seal === undefined) {
      // One that waits for its adoption is in no log either.
      if (isMeantSealed || state?.position !== undefined) this.#add(seq, 'hash-differs');
    } else {
      if (!isMeantSealed || (seq === chain?.seq && entry.seal.hash !== chain.hash)) {
        this.#add(seq, 'head-differs');
      }
      this.#add(seq, sealProblem({ entry, number }, this.#before));
      this.#logged(entry, state);
      await this.#erasures(entry);
    }
    if ((await this.#coverage?.add(entry, state?.position)) === false) this.#add(seq, 'signature-wrong');
    this.#before = predecessorOf(
      entry,
      state,
      this.#before.hash && contentHash(entry, number, this.#before.hash),
    );
  }

  #logged(entry: Activity, state: LoggedState | undefined): void {
    if (state === undefined) return;
    const problem = logProblem(entry, this.#head.number, state);
    if (problem === undefined) this.#counts.inLog += 1;
    else this.#add(entry.seq, problem);
  }

  async #erasures(entry: Activity): Promise<void> {
    const erased = erasedPartsOf(entry);
    this.#counts.erasedParts += erased;
    const { unsigned } = this.#parts;
    if (erased > 0 && !(await unsigned.isErasureTold(entry))) this.#add(entry.seq, 'erasure-unaccounted');
  }

  async #judgeUncovered(): Promise<void> {
    for (const one of this.#coverage?.uncovered ?? []) {
      const may = await this.#parts.unsigned.mayBe(one, this.#head, this.#parts.logged !== undefined);
      if (!may) this.#add(one.entry.seq, 'unsigned');
    }
  }

  /** Whether the head is that of the history, which ends here. */
  async #end(from: number): Promise<void> {
    const head = this.#head;
    const isWhole =
      isChainWhole(head) &&
      (this.#newest === undefined || tellsOf(head, this.#newest)) &&
      (from > 1 || this.#problems.some(({ problem }) => problem === 'gap') || this.#isCounted());
    if (!isWhole) this.#add(head.seq, 'head-differs');
    const beyond = await this.#parts.logged?.beyond();
    if (beyond !== undefined) this.#add(beyond, 'head-differs');
  }

  /** Fewer erased parts than there are may be told: while they are erased the head comes last. */
  #isCounted(): boolean {
    const { erasedParts = 0 } = this.#head;
    return this.#facets.are(this.#head) && erasedParts <= this.#counts.erasedParts;
  }

  #report(from: number, to: number): RecordReport {
    const { present, ...counts } = this.#counts;
    const complete = to >= this.#head.seq;
    const signed = this.#coverage?.signed ?? 0;
    return {
      valid: this.#problems.length === 0,
      ...{ entries: to - from + 1, from, to, hash: this.#before.hash },
      ...{ ...counts, signed, unsigned: present - signed },
      problems: [...this.#problems].sort((a, b) => a.seq - b.seq),
      complete,
      ...(!complete && { next: to + 1 }),
    };
  }

  #add(seq: number, problem: Problem | undefined): void {
    if (problem !== undefined) this.#problems.push({ seq, problem });
  }
}

function predecessorOf(
  entry: Activity | undefined,
  state: LoggedState | undefined,
  content: string | undefined,
): Predecessor {
  const others = [content, state?.row?.hash, state?.leaf].filter((hash) => hash !== undefined);
  return { hash: entry?.seal?.hash, others };
}
