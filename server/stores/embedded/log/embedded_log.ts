import type {
  Checkpoint,
  LogHead,
  LogRow,
  PositionRange,
  SpaceLog,
  TimeWindow,
} from '../../../domain/log/space_log.js';
import { EMPTY_FRONTIER } from '../../../domain/log/merkle.js';
import type { Sequencer } from '../../../domain/log/sequencer.js';
import type { SpaceWatch } from '../../../domain/log/space_watch.js';
import type { RecordHead, SeqRange } from '../../../domain/record.js';
import { isStorableId } from '../../../domain/record.js';
import { recordKeys } from '../keys.js';
import type { Operations } from '../operations.js';
import { isStorable } from '../plan_write.js';
import type { Storage } from '../storage.js';
import { duePut } from './due_marks.js';
import { extension } from './extend_log.js';
import { decodeCheckpoint, encodeCheckpoint } from './log_codec.js';
import { logKeys } from './log_keys.js';
import { readByTime } from './read_by_time.js';
import { headIn, logSpaces, readRows, tileIn } from './read_log.js';
import { readPositions } from './read_positions.js';

/** What a log works with. */
export interface LogParts {
  readonly storage: Storage;
  readonly operations: Operations;
  readonly sequencer: Sequencer;
  readonly watch: SpaceWatch;
}

/** The log on lmdb: docs/decisions/022. */
export class EmbeddedLog implements SpaceLog {
  readonly #storage: Storage;
  readonly #operations: Operations;
  readonly #sequencer: Sequencer;
  readonly #watch: SpaceWatch;

  constructor({ storage, operations, sequencer, watch }: LogParts) {
    this.#storage = storage;
    this.#operations = operations;
    this.#sequencer = sequencer;
    this.#watch = watch;
  }

  catchUp(space: string): Promise<void> {
    return this.#of(space, undefined, () => this.#sequencer.catchUp(space));
  }

  head(space: string): Promise<LogHead> {
    const none: LogHead = { size: 0, frontier: EMPTY_FRONTIER };
    return this.#of(space, none, () => this.#operations.read((db) => headIn(db, space)));
  }

  rows(space: string, range: PositionRange): Promise<readonly LogRow[]> {
    return this.#of(space, [], () => readRows(this.#operations, space, range));
  }

  byTime(space: string, window: TimeWindow): Promise<readonly LogRow[]> {
    return this.#of(space, [], () => readByTime(this.#operations, space, window));
  }

  positions(head: RecordHead, range: SeqRange): Promise<readonly (number | undefined)[]> {
    return this.#operations.run(() => readPositions(this.#operations, head, range));
  }

  tile(space: string, level: number, index: number): Promise<Uint8Array> {
    const read = (): Promise<Uint8Array> => this.#operations.read((db) => tileIn(db, space, level, index));
    return this.#of(space, new Uint8Array(), read);
  }

  publish(space: string, checkpoint: Checkpoint): Promise<boolean> {
    return this.#of(space, false, () => this.#publish(space, checkpoint));
  }

  spaces(after: string | undefined, limit: number): Promise<readonly string[]> {
    return this.#operations.run(() => this.#operations.read((db) => logSpaces(db, { after, limit })));
  }

  watch(space: string, look: () => void): () => void {
    return this.#watch.watch(space, look);
  }

  mark({ subject }: RecordHead): Promise<void> {
    return this.#operations.run(async () => {
      if (!isStorable(subject)) return;
      const { head: key } = recordKeys(subject);
      for (;;) {
        const version = await this.#operations.read((db) => db.getEntry(key)?.version);
        if (version === undefined) return;
        const batch = { guards: [{ key, version }], puts: [duePut(subject)], removes: [] };
        if (await this.#storage.write(batch)) break;
      }
      this.#sequencer.committed(subject.space);
    });
  }

  extend(space: string, rows: readonly LogRow[]): Promise<void> {
    return this.#of(space, undefined, async () => {
      if (rows.length === 0) return;
      // Where the log has grown meanwhile, the second look refuses; where only entries were changed, it fits.
      for (;;) {
        const batch = await this.#operations.read((db) => extension(db, space, rows));
        if (await this.#storage.write(batch)) return;
      }
    });
  }

  async #publish(space: string, { size, note }: Checkpoint): Promise<boolean> {
    const { checkpoint: key } = logKeys(space);
    for (;;) {
      const found = await this.#operations.read((db) => db.getEntry(key));
      const kept = decodeCheckpoint(found?.value);
      if (kept !== undefined && kept.size >= size) return false;
      const guards = [{ key, version: found?.version }];
      const put = { key, value: encodeCheckpoint({ size, note }), version: size + 1 };
      if (await this.#storage.write({ guards, puts: [put], removes: [] })) return true;
    }
  }

  /** What names no space has an empty log. */
  #of<T>(space: string, otherwise: T, operation: () => Promise<T>): Promise<T> {
    return this.#operations.run(() => (isStorableId(space) ? operation() : Promise.resolve(otherwise)));
  }
}
