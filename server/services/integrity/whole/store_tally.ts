import type { Subject } from '../../../domain/activity.js';
import type { EntryCounts, RecordReport, SpaceReport } from '../verification/report.js';
import { MAX_PROBLEMS } from '../verification/report.js';
import type { CheckedLog, StoreProblem, StoreReport } from './store_report.js';
import type { StoreStart } from './store_start.js';
import { formatStart } from './store_start.js';

/** Adds up what parts of a store are worth. */
export class StoreTally {
  readonly #logs = new Map<string, CheckedLog>();
  /** By what they are: each part of a log tells again what is wrong with its tree. */
  readonly #problems = new Map<string, StoreProblem>();
  #anchors = { agreeing: 0, unreadable: 0 };
  #records = 0;
  #counts: EntryCounts = { entries: 0, inLog: 0, signed: 0, unsigned: 0, adopted: 0, erasedParts: 0 };

  /** Whether there are so many problems that whoever reads them knows enough. */
  get isFull(): boolean {
    return this.#problems.size >= MAX_PROBLEMS;
  }

  /** Whether there was nothing. */
  get isEmpty(): boolean {
    const { agreeing, unreadable } = this.#anchors;
    const positions = [...this.#logs.values()].reduce((sum, { size }) => sum + size, 0);
    return positions + this.#records + this.#problems.size + agreeing + unreadable === 0;
  }

  /** Adds a part of the log of a space. */
  addLog(space: string, { size, start, end, root, checkpoint, erased, problems }: SpaceReport): void {
    const before = this.#logs.get(space);
    const checked = (before?.checked ?? 0) + end - start;
    this.#logs.set(space, {
      ...{ space, size, checked },
      ...(root !== undefined && { root }),
      ...(checkpoint !== undefined && { checkpoint }),
      erased: (before?.erased ?? 0) + erased,
    });
    for (const problem of problems) this.#found({ space, ...problem });
  }

  /** Adds a checkpoint that was kept elsewhere, with what is wrong with it. */
  addAnchor(problems: readonly StoreProblem[]): void {
    if (problems.length === 0) this.#anchors.agreeing += 1;
    for (const problem of problems) this.#found(problem);
  }

  /** Adds a line of an anchor file that has no checkpoint. */
  addUnreadable(): void {
    this.#anchors.unreadable += 1;
  }

  /** Adds a part of the history of a record. */
  addEntries({ space, kind, id }: Subject, report: RecordReport): void {
    const before = this.#counts;
    this.#counts = {
      entries: before.entries + report.entries,
      inLog: before.inLog + report.inLog,
      signed: before.signed + report.signed,
      unsigned: before.unsigned + report.unsigned,
      adopted: before.adopted + report.adopted,
      erasedParts: before.erasedParts + report.erasedParts,
    };
    for (const { seq, problem } of report.problems)
      this.#found({ space, record: { kind, id }, seq, problem });
  }

  /** Counts a record whose history was added as a whole. */
  addRecord(): void {
    this.#records += 1;
  }

  /** What it comes to. @param rest where to go on; `undefined`: nowhere @param complete whether all was checked */
  report(rest: StoreStart | undefined, complete = rest === undefined): StoreReport {
    return {
      valid: this.#problems.size === 0,
      ...{ logs: [...this.#logs.values()], anchors: this.#anchors, records: this.#records },
      ...this.#counts,
      problems: [...this.#problems.values()],
      complete,
      ...(rest !== undefined && { next: formatStart(rest) }),
    };
  }

  #found(problem: StoreProblem): void {
    this.#problems.set(JSON.stringify(problem), problem);
  }
}
