import type { Subject } from '../../domain/activity.js';
import { ActivityError, isActivityError } from '../../domain/errors.js';
import type { ActivityStore } from '../../domain/store.js';
import { countRecords, everyRecord } from '../every_record.js';
import { listingOf } from '../lists/listing_of.js';
import { AdoptedRecords } from '../seals/adopted_records.js';
import { isBehind } from '../seals/adoption.js';
import { sealedImage } from '../seals/sealed_image.js';
import { compareLogs, completeLogs, copyLogs } from './log_copy.js';
import { compareRecord, historyOf } from './record_comparison.js';
import { compareRegistries, copyRegistry } from './registry_copy.js';
import type { ValueDifference } from './registry_copy.js';
import { add, emptyTally } from './copy_report.js';
import type { CopyDifference, CopyProgress, CopyReport, Tally } from './copy_report.js';

/** What a copy works with. */
export interface CopyWork {
  readonly source: ActivityStore;
  readonly target: ActivityStore;
  /** Records, and then values, that are worked on at the same time. */
  readonly parallel: number;
  /** `false`: the target keeps no log. */
  readonly log: boolean;
  readonly onProgress: (progress: CopyProgress) => void;
}

const LISTED_DIFFERENCES = 20;

/** Copies every record and lasting value of one store into another and compares all of both afterwards. */
export class StoreCopy {
  readonly #work: CopyWork;
  readonly #refused = new Set<string>();
  readonly #differences: CopyDifference[] = [];
  readonly #differingLogs: { space: string; problem: string }[] = [];
  readonly #differingValues: ValueDifference[] = [];
  readonly #adopted: AdoptedRecords;
  #differing = 0;
  #copied = 0;

  constructor(work: CopyWork) {
    this.#work = work;
    this.#adopted = new AdoptedRecords(work.target.registry);
  }

  /**
   * Goes on where an earlier copy ended. What is in the target already stays as it is, the same or not.
   * @throws INVALID_REQUEST when the target has records that the source does not have; nothing is copied then
   * @throws STORE_UNAVAILABLE when a store fails; what was copied so far is whole
   */
  async run(): Promise<CopyReport> {
    const { source, target, parallel, log, onProgress } = this.#work;
    await this.#expectNoStrangers();
    if (log) await completeLogs(source);
    // Before the records: what is adopted here counts on top of what was adopted there.
    await copyRegistry({ source: source.registry, target: target.registry, parallel });
    const total = await countRecords(source, (done) => {
      onProgress({ phase: 'counting', done, total: 0 });
    });
    await this.#each('copying', total, (subject) => this.#copy(subject));
    if (log) await copyLogs(source, target);
    const [sourceTally, targetTally] = [emptyTally(), emptyTally()];
    await this.#each('comparing', total, async (subject) => {
      const comparison = await compareRecord(source, target, subject);
      add(sourceTally, comparison.source);
      add(targetTally, comparison.target);
      if (comparison.problem !== undefined) this.#note(subject, comparison.problem);
      await this.#mark(subject);
    });
    if (log) await this.#compareLogs(sourceTally, targetTally);
    for await (const value of compareRegistries(source.registry, target.registry)) {
      this.#count(value, this.#differingValues);
    }
    const records = await countRecords(target);
    // Recorded there by somebody else while the copy was running.
    this.#differing += Math.max(0, records - targetTally.records);
    return {
      copied: this.#copied,
      source: sourceTally,
      target: { ...targetTally, records },
      differing: this.#differing,
      differences: this.#differences,
      differingLogs: this.#differingLogs,
      differingValues: this.#differingValues,
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
    const isAdopted = isBehind(record.head) && (await target.head(subject)) === undefined;
    if (isAdopted) await this.#adopted.add(subject.space);
    try {
      const image = await sealedImage(record, () => historyOf(source, record.head));
      await target.restore({ ...image, listing: listingOf(image.head) });
      this.#copied += 1;
    } catch (error) {
      // It is there already; the comparison tells whether it is the same.
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }

  /** What the source's log does not have gets its positions in the target. */
  async #mark(subject: Subject): Promise<void> {
    const { target } = this.#work;
    const head = await target.head(subject);
    if (head !== undefined) await target.log.mark(head);
  }

  async #compareLogs(ours: Tally, theirs: Tally): Promise<void> {
    for await (const { space, source, target, problem } of compareLogs(
      this.#work.source,
      this.#work.target,
    )) {
      ours.positions += source;
      theirs.positions += target;
      if (problem !== undefined) this.#count({ space, problem }, this.#differingLogs);
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
    this.#count({ subject, problem }, this.#differences);
  }

  #count<T>(difference: T, listed: T[]): void {
    this.#differing += 1;
    if (listed.length < LISTED_DIFFERENCES) listed.push(difference);
  }
}

function nameOf({ space, kind, id }: Subject): string {
  return `${space}/${kind}/${id}`;
}
