import { DEFAULT_SPACE } from '../../../../common/constants.js';
import type { Subject } from '../../../domain/activity.js';
import { ActivityError, isActivityError } from '../../../domain/errors.js';
import { countRecords, everyRecord } from '../../every_record.js';
import { RecordVerification } from '../verification/record_verification.js';
import type { VerificationDependencies } from '../verification/record_verification.js';
import type { RecordReport, SpaceStart } from '../verification/report.js';
import { SpaceVerification } from '../verification/space_verification.js';
import type { AnchorLine } from './anchor_check.js';
import { AnchorCheck, checkpointOf, spaceOf } from './anchor_check.js';
import type { StoreReport } from './store_report.js';
import type { StoreStart } from './store_start.js';
import { StoreTally } from './store_tally.js';

const SPACES_AT_ONCE = 100;

/** How far verifying is. */
export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  readonly phase: string;
  /** What is counted. */
  readonly counted: 'positions' | 'records';
}

/** What of a store is verified. */
export interface StoreScope {
  /** Absent: all. */
  readonly space?: string | undefined;
  /** Of the space; then no log is looked at as a whole. */
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  /** Whether the store keeps a log. */
  readonly log: boolean;
  /** Where it was stopped before. */
  readonly start?: StoreStart | undefined;
  /** Checkpoints that were kept elsewhere; those of other spaces are passed over. */
  readonly anchors?: AsyncIterable<AnchorLine> | undefined;
}

/** How verifying is watched and stopped. */
export interface VerifyWork {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: VerifyProgress) => void;
}

/**
 * Verifies a store: the log of each space, checkpoints that were kept elsewhere, and the history of each record
 * (N10.4). Ends early when it is stopped, or has found very many problems, and tells where to go on.
 */
export class StoreVerification {
  readonly #deps: VerificationDependencies;
  readonly #work: VerifyWork;
  readonly #tally = new StoreTally();

  constructor(deps: VerificationDependencies, work: VerifyWork) {
    this.#deps = deps;
    this.#work = work;
  }

  /** @throws RECORD_NOT_FOUND, SPACE_NOT_FOUND, STORE_UNAVAILABLE */
  async run(scope: StoreScope): Promise<StoreReport> {
    if (scope.anchors !== undefined && scope.log) await this.#anchors(scope.anchors, scope.space);
    const { space, record } = scope;
    if (record === undefined) return this.#tally.report(await this.#all(scope));
    const outcome = await this.#record({ space: space ?? DEFAULT_SPACE, ...record });
    if (outcome === 'missing') throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
    return this.#tally.report(undefined, outcome === 'checked');
  }

  /** @returns where to go on when not all was checked */
  async #all({ space, log, start }: StoreScope): Promise<StoreStart | undefined> {
    const first = start !== undefined && 'log' in start ? start.log : undefined;
    if (log && (start === undefined || first !== undefined)) {
      const rest = await this.#logs(space, first);
      if (rest !== undefined) return rest;
    }
    const rest = await this.#records(
      space,
      start !== undefined && 'after' in start ? start.after : undefined,
    );
    if (space !== undefined && this.#tally.isEmpty && start === undefined) {
      throw new ActivityError('SPACE_NOT_FOUND', `There is nothing of a space ${space}.`);
    }
    return rest;
  }

  async #logs(
    only: string | undefined,
    first: { readonly space: string; readonly from: SpaceStart } | undefined,
  ): Promise<StoreStart | undefined> {
    for (const space of only === undefined ? await this.#spaces() : [only]) {
      // They come in an order that stays.
      if (first !== undefined && Buffer.compare(Buffer.from(space), Buffer.from(first.space)) < 0) continue;
      const rest = await this.#log(space, first?.space === space ? first.from : { start: 0 });
      if (rest !== undefined) return { log: { space, from: rest } };
    }
    return undefined;
  }

  async #spaces(): Promise<readonly string[]> {
    const spaces: string[] = [];
    for (;;) {
      const more = await this.#deps.store.log.spaces(spaces.at(-1), SPACES_AT_ONCE);
      spaces.push(...more);
      if (more.length < SPACES_AT_ONCE) return spaces;
    }
  }

  async #log(space: string, from: SpaceStart): Promise<SpaceStart | undefined> {
    const verification = new SpaceVerification(this.#deps);
    let next: SpaceStart | undefined = from;
    while (next !== undefined && !this.#isOver) {
      const report = await verification.check(space, next);
      this.#tally.addLog(space, report);
      const { end: done, size: total } = report;
      this.#work.onProgress({ done, total, phase: `the log of ${space}`, counted: 'positions' });
      next = report.next;
    }
    return next;
  }

  async #anchors(lines: AsyncIterable<AnchorLine>, only: string | undefined): Promise<void> {
    const { store, keys } = this.#deps;
    const check = new AnchorCheck(store.log, keys);
    for await (const line of lines) {
      const checkpoint = checkpointOf(line);
      if (checkpoint === undefined) this.#tally.addUnreadable();
      else if (only === undefined || spaceOf(checkpoint) === only)
        this.#tally.addAnchor(await check.problems(checkpoint, line));
      if (this.#isOver) return;
    }
  }

  async #records(space: string | undefined, after: Subject | undefined): Promise<StoreStart | undefined> {
    const { store } = this.#deps;
    const total = await countRecords(store);
    let [last, done] = [after, 0];
    for await (const subject of everyRecord(store, after) as AsyncIterable<Subject>) {
      if (this.#isOver) return { after: last };
      if (space === undefined || subject.space === space) {
        if ((await this.#record(subject)) === 'stopped') return { after: last };
      }
      last = subject;
      done += 1;
      this.#work.onProgress({ done, total, phase: 'verifying the histories of', counted: 'records' });
    }
    return undefined;
  }

  /** One that is erased meanwhile is missing, which is nothing wrong. */
  async #record(subject: Subject): Promise<'checked' | 'stopped' | 'missing'> {
    const verification = new RecordVerification(this.#deps);
    let next: number | undefined = 1;
    try {
      while (next !== undefined) {
        if (this.#work.signal.aborted) return 'stopped';
        const report: RecordReport | undefined = await verification.of(subject, next);
        if (report === undefined) return 'missing';
        this.#tally.addEntries(subject, report);
        next = report.next;
      }
    } catch (error) {
      if (isActivityError(error, 'RECORD_NOT_FOUND')) return 'missing';
      throw error;
    }
    this.#tally.addRecord();
    return 'checked';
  }

  get #isOver(): boolean {
    return this.#work.signal.aborted || this.#tally.isFull;
  }
}
