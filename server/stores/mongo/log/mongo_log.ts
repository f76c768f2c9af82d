import { ActivityError } from '../../../domain/errors.js';
import { Sequencer } from '../../../domain/log/sequencer.js';
import { blindSource } from '../../../domain/log/disabled_log.js';
import { MAX_APPENDED } from '../../../domain/log/space_log.js';
import type { Checkpoint, LogHead, LogRow, SpaceLog, TimeWindow } from '../../../domain/log/space_log.js';
import { SpaceWatch } from '../../../domain/log/space_watch.js';
import { isStorableId } from '../../../domain/record.js';
import type { RecordHead, RecordSave, RecordWrite } from '../../../domain/record.js';
import { historyId, recordKey } from '../codec.js';
import type { Workbench } from '../workbench.js';
import { advanceSource } from './advance_source.js';
import type { Checkpoints } from './checkpoints.js';
import type { DueMarks } from './due_marks.js';
import type { AppendedRecord } from './documents.js';
import type { LogReader } from './log_reader.js';
import type { MongoAppender } from './mongo_appender.js';
import type { RecentRows } from './recent_rows.js';
import { newRowDocument } from './row_codec.js';
import type { TimeReader } from './time_reader.js';

/** What the log works with. */
export interface LogParts {
  readonly appender: MongoAppender;
  readonly marks: DueMarks;
  readonly recent: RecentRows;
  readonly reader: LogReader;
  readonly times: TimeReader;
  readonly checkpoints: Checkpoints;
}

/** The log of each space on MongoDB. */
export class MongoLog implements SpaceLog {
  readonly #bench: Workbench;
  readonly #parts: LogParts;
  readonly #sequencer: Sequencer;
  readonly #watch: SpaceWatch;

  constructor(bench: Workbench, parts: LogParts) {
    this.#bench = bench;
    this.#parts = parts;
    this.#sequencer = new Sequencer(parts.appender, bench.logger);
    this.#watch = new SpaceWatch(bench.log ? advanceSource(bench) : blindSource());
  }

  /** Begins to look for what is due. */
  start(): void {
    this.#sequencer.start();
  }

  /** Appends a last time what this process has committed. */
  async close(): Promise<void> {
    await this.#watch.close();
    await this.#sequencer.close();
    await this.#parts.marks.close();
  }

  /** Commits writes, whose entries get positions soon where there is a log, and tells whoever watches. */
  async committing(writes: readonly RecordWrite[], commit: () => Promise<void>): Promise<void> {
    try {
      if (this.#bench.log) await this.#expecting(writes, commit);
      else await commit();
    } finally {
      // What failed may have been written all the same.
      for (const space of new Set(writes.map(spaceOf))) this.#watch.tell(space);
    }
  }

  async #expecting(writes: readonly RecordWrite[], commit: () => Promise<void>): Promise<void> {
    const saves = writes.filter(
      (write): write is RecordSave => write.type === 'save' && write.head.chain?.seq === write.head.seq,
    );
    const ended = this.#parts.recent.expect(saves);
    try {
      await commit();
      ended(true);
    } catch (error) {
      ended(false);
      throw error;
    }
    for (const space of new Set(saves.map(({ head }) => head.subject.space)))
      this.#sequencer.committed(space);
  }

  async catchUp(space: string): Promise<void> {
    if (isStorableId(space)) await this.#sequencer.catchUp(space);
  }

  async head(space: string): Promise<LogHead> {
    return this.#parts.reader.head(isStorableId(space) ? space : '');
  }

  async rows(space: string, range: Parameters<SpaceLog['rows']>[1]): Promise<readonly LogRow[]> {
    return isStorableId(space) ? this.#parts.reader.rows(space, range) : [];
  }

  async byTime(space: string, window: TimeWindow): Promise<readonly LogRow[]> {
    const name = 'owner' in window.of ? window.of.owner : window.of.actorKey;
    // Another one would be stored with what stands for what cannot be: nobody has that.
    return isStorableId(space) && name.isWellFormed() ? this.#parts.times.rows(space, window) : [];
  }

  positions(head: RecordHead, range: Parameters<SpaceLog['positions']>[1]): Promise<(number | undefined)[]> {
    return this.#parts.reader.positions(head, range);
  }

  async tile(space: string, level: number, index: number): Promise<Uint8Array> {
    return isStorableId(space) ? this.#parts.reader.tile(space, level, index) : new Uint8Array();
  }

  async publish(space: string, checkpoint: Checkpoint): Promise<boolean> {
    return isStorableId(space) && (await this.#parts.checkpoints.publish(space, checkpoint));
  }

  spaces(after: string | undefined, limit: number): Promise<readonly string[]> {
    return this.#parts.reader.spaces(after, limit);
  }

  watch(space: string, look: () => void): () => void {
    return this.#watch.watch(space, look);
  }

  async mark({ subject, number }: RecordHead): Promise<void> {
    const { records } = this.#bench.collections;
    const due = recordKey(subject);
    const filter = { _id: due, h: historyId(subject, number), erased: { $exists: false } };
    await this.#bench.call(() => records.updateOne(filter, { $set: { due } }));
    this.#sequencer.committed(subject.space);
  }

  /** As the port says. Entries whose record is not there are left out of their rows. */
  async extend(space: string, rows: readonly LogRow[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const sound = rows.every(
      ({ position, entry }, i) =>
        position === first.position + i && (entry === undefined || entry.subject.space === space),
    );
    if (!sound || !isStorableId(space) || rows.length > MAX_APPENDED) {
      throw new ActivityError('INTERNAL_ERROR', 'These are not neighbouring rows of the log.');
    }
    const { appender, marks } = this.#parts;
    const records = recordsOf(rows);
    const before = await appender.settled(space);
    const ends = (before?.size ?? 0) === first.position;
    if (ends && (await appender.appendRows(space, before, rows.map(newRowDocument), records))) {
      await marks.force(records);
      return;
    }
    throw new ActivityError('VERSION_CONFLICT', 'The log does not end where the rows begin.');
  }
}

function spaceOf(write: RecordWrite): string {
  return write.type === 'save' ? write.head.subject.space : write.subject.space;
}

function recordsOf(rows: readonly LogRow[]): readonly AppendedRecord[] {
  const records = new Map<string, AppendedRecord>();
  for (const { entry } of rows) {
    if (entry === undefined) continue;
    const h = historyId(entry.subject, entry.number);
    const to = Math.max(entry.seq, records.get(h)?.to ?? 0);
    records.set(h, { key: recordKey(entry.subject), h, to });
  }
  return [...records.values()];
}
