import { setTimeout as sleep } from 'node:timers/promises';
import { grown } from '../../../domain/log/merkle.js';
import type { Appender } from '../../../domain/log/sequencer.js';
import { unavailable } from '../connection/mongo_errors.js';
import type { Workbench } from '../workbench.js';
import type { Batches } from './batches.js';
import type { AppendedRecord, LogDocument, LogState, NewRowDocument, PendingRows } from './documents.js';
import type { DueMarks } from './due_marks.js';
import type { DueRecords } from './due_records.js';
import { EMPTY_LOG, frontierOf } from './log_states.js';
import type { LogStates } from './log_states.js';
import type { Mover } from './mover.js';
import type { RecentRows } from './recent_rows.js';

/** After somebody else was faster, at most. */
const PAUSE_MS = 20;
/** Spaces that one sweep looks after; the next one goes on. */
const SWEEP_SIZE = 100;

/** What the appender works with. */
export interface AppenderParts {
  readonly states: LogStates;
  readonly due: DueRecords;
  readonly marks: DueMarks;
  readonly batches: Batches;
  readonly recent: RecentRows;
  readonly mover: Mover;
}

/**
 * Appends what is due: one conditional update of the log's document, after which anybody can move the rows to their
 * places.
 *
 * Which entries a record has in the log is read between two looks at the log's document: nothing is pending at the
 * first one, and the update finds it as it was. So nothing was appended in between, and what was read, on the records
 * and in that document, counts.
 */
export class MongoAppender implements Appender {
  readonly #bench: Workbench;
  readonly #parts: AppenderParts;

  constructor(bench: Workbench, parts: AppenderParts) {
    this.#bench = bench;
    this.#parts = parts;
  }

  /** As the port's `append`. What others have appended is in its place, too. */
  async append(space: string, after: string | undefined): Promise<string | undefined> {
    for (const end = performance.now() + this.#bench.timeoutMs; performance.now() < end;) {
      if (!(await this.#parts.due.any(space, after))) {
        // What others took the marks off may still be on its way.
        await this.settled(space);
        return undefined;
      }
      const done = await this.#tryAppend(space, after);
      if (done !== undefined) return done.next;
      await sleep(Math.random() * PAUSE_MS);
    }
    throw unavailable();
  }

  /** As the port's `due`. */
  async due(): Promise<readonly string[]> {
    const { due, states } = this.#parts;
    return [...new Set([...(await due.spaces(SWEEP_SIZE)), ...(await states.open(SWEEP_SIZE))])];
  }

  /** The log when nothing is pending in it, after moving what somebody left; `undefined` when there is none. */
  async settled(space: string): Promise<LogDocument | undefined> {
    for (const end = performance.now() + this.#bench.timeoutMs; performance.now() < end;) {
      const doc = await this.#parts.states.settling(space);
      if (doc?.pending === undefined) return doc;
      await this.#parts.mover.move(space, doc, doc.pending);
    }
    throw unavailable();
  }

  /** Appends rows behind the state that was read; `false`: somebody else has appended since. */
  async appendRows(
    space: string,
    before: LogDocument | undefined,
    rows: readonly NewRowDocument[],
    records: readonly AppendedRecord[],
  ): Promise<boolean> {
    const { states, mover, marks } = this.#parts;
    const behind = await marks.behindWith(before?.behind ?? [], records);
    const pending = { ...stateAfter(before ?? EMPTY_LOG, rows), rows, records: behind };
    if (!(await states.begin(space, before, pending))) return false;
    await this.#bench.step('log:appended');
    await mover.move(space, before ?? EMPTY_LOG, pending);
    return true;
  }

  /** Appends one batch. `undefined`: somebody else was faster. */
  async #tryAppend(
    space: string,
    after: string | undefined,
  ): Promise<{ readonly next: string | undefined } | undefined> {
    const { batches, marks, recent } = this.#parts;
    const before = await this.settled(space);
    const { rows, records, idle, done, next } = await batches.first(space, after, before?.behind ?? []);
    await this.#bench.step('log:due');
    if (rows.length === 0) await this.settled(space);
    else if (!(await this.appendRows(space, before, rows, records))) return undefined;
    for (const { h, to } of records) recent.forget(h, to);
    marks.release([...idle, ...done]);
    return { next };
  }
}

function stateAfter(
  before: LogState,
  rows: readonly NewRowDocument[],
): Omit<PendingRows, 'rows' | 'records'> {
  const { frontier } = grown(
    frontierOf(before),
    rows.map(({ y }) => y),
  );
  const times = [before.first, before.last, ...rows.map(({ t }) => t)].flatMap(
    (time) => time?.getTime() ?? [],
  );
  return {
    ...{ size: frontier.size, frontier: Buffer.concat(frontier.subtrees) },
    ...(times.length > 0 && { first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) }),
  };
}
