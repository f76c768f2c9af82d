import { setTimeout as sleep } from 'node:timers/promises';
import { moveAttachments } from './attachment_move.js';
import { OutboxRelease } from './outbox_release.js';
import type { OutboxJob } from './outbox_release.js';
import { inOrder } from '../in_order.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';

/** Commits that wait to be moved; more than this and new commits wait in line. */
const MAX_QUEUED = 1_000;
const MAX_QUEUED_BYTES = 16 * 2 ** 20;
const BATCH = 200;
const BATCH_BYTES = 8 * 2 ** 20;
/** Commits of about this long are moved together: one insert and one bulk update for all of them. */
const LINGER_MS = 10;

/**
 * Moves what was committed from the records' documents into the collections, behind the writers' backs.
 * Every step can be repeated by anybody: entries are unique by history and `seq`, attachments never go back
 * to an older revision, and what left the outbox once is not looked for again.
 */
export class Outbox {
  readonly #bench: Workbench;
  readonly #release: OutboxRelease;
  readonly #leftOver: () => void;
  readonly #hurry = new AbortController();
  #queue: OutboxJob[] = [];
  #bytes = 0;
  #running: Promise<void> | undefined;

  /** `leftOver` is told when a batch could not be moved; it stays in the documents. */
  constructor(bench: Workbench, leftOver: () => void) {
    this.#bench = bench;
    this.#release = new OutboxRelease(bench);
    this.#leftOver = leftOver;
  }

  /** Resolves when another commit may queue; rejects when that takes longer than a call may. */
  async room(): Promise<void> {
    while (this.#queue.length >= MAX_QUEUED || this.#bytes > MAX_QUEUED_BYTES) {
      const running = this.#start();
      await this.#bench.call(() => running);
    }
  }

  /** Queues what a commit that is durable left in its document. */
  add(job: OutboxJob): void {
    this.#queue.push(job);
    this.#bytes += job.bytes;
    void this.#start();
  }

  /** Drops what is queued for a history that is erased and waits for what is on its way. */
  async forget(h: string): Promise<void> {
    this.#queue = this.#queue.filter((job) => job.h !== h);
    this.#bytes = this.#queue.reduce((sum, job) => sum + job.bytes, 0);
    await this.#running;
  }

  /** Moves these now. Rejects as the driver does; what was not moved stays in the documents. */
  async drain(jobs: readonly OutboxJob[]): Promise<void> {
    await this.#bench.step('drain:begin');
    const { activities } = this.#bench.collections;
    const ordered = inOrder(jobs, ({ key }) => key);
    const entries = ordered.flatMap(({ h, item }) => item.entries.map((entry) => ({ h, ...entry })));
    if (entries.length > 0) {
      await repeatedBulk(this.#bench, () => activities.insertMany(entries, { ordered: false }));
    }
    await moveAttachments(this.#bench, ordered);
    await this.#bench.step('drain:inserted');
    await this.#release.release(ordered);
    await this.#bench.step('drain:pulled');
  }

  /** Moves everything that is queued. */
  async close(): Promise<void> {
    this.#hurry.abort();
    while (this.#queue.length > 0 || this.#running !== undefined) await this.#start();
  }

  #start(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#queue.length > 0) void this.#start();
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    if (this.#queue.length < BATCH) {
      await sleep(LINGER_MS, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
    }
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    try {
      await this.drain(batch);
    } catch (error) {
      this.#bench.logger?.warn({ err: error, commits: batch.length }, 'entries stay in the outbox for now');
      this.#leftOver();
      // Whoever closes does not wait for a database that is away; what is left is safe in the documents.
      if (this.#hurry.signal.aborted) this.#takeAll();
    }
  }

  #takeAll(): void {
    this.#queue = [];
    this.#bytes = 0;
  }

  #takeBatch(): readonly OutboxJob[] {
    let [count, bytes] = [0, 0];
    for (const job of this.#queue) {
      if (count === BATCH || (count > 0 && bytes + job.bytes > BATCH_BYTES)) break;
      count += 1;
      bytes += job.bytes;
    }
    this.#bytes -= bytes;
    return this.#queue.splice(0, count);
  }
}
