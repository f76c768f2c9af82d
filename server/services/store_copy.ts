import { Readable } from 'node:stream';
import type { Subject } from '../domain/activity.js';
import { ActivityError, isActivityError } from '../domain/errors.js';
import type { ActivityStore } from '../domain/store.js';
import { compareRecord, historyOf } from './record_comparison.js';
import type { RecordSize } from './record_comparison.js';

/** How far a copy is. First the records are counted, `total` is known afterwards. */
export interface CopyProgress {
  readonly phase: 'counting' | 'copying' | 'comparing';
  readonly done: number;
  readonly total: number;
}

/** What a store holds. */
export interface StoreCounts {
  readonly records: number;
  readonly activities: number;
  readonly attachments: number;
}

/** A record that is not the same in both stores, and in which respect. */
export interface CopyDifference {
  readonly subject: Subject;
  readonly problem: string;
}

/** What a copy came to: both stores hold the same if and only if `differing` is 0. */
export interface CopyReport {
  /** Records written now; the others had been there before. */
  readonly copied: number;
  readonly source: StoreCounts;
  readonly target: StoreCounts;
  readonly differing: number;
  /** The first 20 of them. */
  readonly differences: readonly CopyDifference[];
}

/** What a copy works with. */
export interface CopyWork {
  readonly source: ActivityStore;
  readonly target: ActivityStore;
  /** Records that are worked on at the same time. */
  readonly parallel: number;
  readonly onProgress: (progress: CopyProgress) => void;
}

const LISTED_DIFFERENCES = 20;
const SUBJECTS_PER_PAGE = 1000;

/** Copies every record of one store into another and compares all of both afterwards. */
export class StoreCopy {
  readonly #work: CopyWork;
  readonly #refused = new Set<string>();
  readonly #differences: CopyDifference[] = [];
  #differing = 0;
  #copied = 0;

  constructor(work: CopyWork) {
    this.#work = work;
  }

  /**
   * Goes on where an earlier copy ended. What is in the target already stays as it is, the same or not.
   * @throws INVALID_REQUEST when the target has records that the source does not have; nothing is copied then
   * @throws STORE_UNAVAILABLE when a store fails; what was copied so far is whole
   */
  async run(): Promise<CopyReport> {
    const { source, target, onProgress } = this.#work;
    await this.#expectNoStrangers();
    const total = await count(source, (done) => {
      onProgress({ phase: 'counting', done, total: 0 });
    });
    await this.#each('copying', total, (subject) => this.#copy(subject));
    const [sourceTally, targetTally] = [emptyTally(), emptyTally()];
    await this.#each('comparing', total, async (subject) => {
      const comparison = await compareRecord(source, target, subject);
      add(sourceTally, comparison.source);
      add(targetTally, comparison.target);
      if (comparison.problem !== undefined) this.#note(subject, comparison.problem);
    });
    const records = await count(target);
    // Recorded there by somebody else while the copy was running.
    this.#differing += Math.max(0, records - targetTally.records);
    return {
      copied: this.#copied,
      source: sourceTally,
      target: { ...targetTally, records },
      differing: this.#differing,
      differences: this.#differences,
    };
  }

  /** Numbers are unique in a store: a target that gave some of its own cannot take those of the source. */
  async #expectNoStrangers(): Promise<void> {
    const { source, target, parallel } = this.#work;
    let [strangers, example] = [0, ''];
    const check = async (subject: Subject): Promise<void> => {
      if ((await source.head(subject)) !== undefined) return;
      strangers += 1;
      example = nameOf(subject);
    };
    await everyRecord(target).forEach(check, { concurrency: parallel });
    if (strangers === 0) return;
    throw new ActivityError(
      'INVALID_REQUEST',
      `The target has ${String(strangers)} records that the source does not have, such as ${example}. Nothing was copied.`,
    );
  }

  async #copy(subject: Subject): Promise<void> {
    const { source, target } = this.#work;
    const record = await source.record(subject);
    if (record === undefined) return;
    try {
      await target.restore({ ...record, activities: historyOf(source, record.head) });
      this.#copied += 1;
    } catch (error) {
      // It is there already; the comparison tells whether it is the same.
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }

  /** One record that cannot be read or stored does not keep the others from being copied. */
  async #each(
    phase: 'copying' | 'comparing',
    total: number,
    work: (subject: Subject) => Promise<void>,
  ): Promise<void> {
    const { source, parallel, onProgress } = this.#work;
    let done = 0;
    const step = async (subject: Subject): Promise<void> => {
      try {
        await work(subject);
      } catch (error) {
        if (!isActivityError(error) || error.code === 'STORE_UNAVAILABLE') throw error;
        this.#note(subject, error.message);
      }
      done += 1;
      onProgress({ phase, done, total: Math.max(total, done) });
    };
    await everyRecord(source).forEach(step, { concurrency: parallel });
  }

  #note(subject: Subject, problem: string): void {
    const name = nameOf(subject);
    if (this.#refused.has(name)) return;
    this.#refused.add(name);
    this.#differing += 1;
    if (this.#differences.length < LISTED_DIFFERENCES) this.#differences.push({ subject, problem });
  }
}

/** All records of a store. */
function everyRecord(store: ActivityStore): Readable {
  return Readable.from(pagesOf(store));
}

async function* pagesOf(store: ActivityStore): AsyncGenerator<Subject> {
  let after: Subject | undefined;
  for (;;) {
    const page = await store.subjects(after, SUBJECTS_PER_PAGE);
    yield* page;
    if (page.length < SUBJECTS_PER_PAGE) return;
    after = page.at(-1);
  }
}

async function count(store: ActivityStore, onCount?: (soFar: number) => void): Promise<number> {
  let records = 0;
  await everyRecord(store).forEach(() => {
    records += 1;
    if (records % SUBJECTS_PER_PAGE === 0) onCount?.(records);
  });
  return records;
}

interface Tally {
  records: number;
  activities: number;
  attachments: number;
}

function emptyTally(): Tally {
  return { records: 0, activities: 0, attachments: 0 };
}

function add(tally: Tally, size: RecordSize | undefined): void {
  if (size === undefined) return;
  tally.records += 1;
  tally.activities += size.activities;
  tally.attachments += size.attachments;
}

function nameOf({ space, kind, id }: Subject): string {
  return `${space}/${kind}/${id}`;
}
