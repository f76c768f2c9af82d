import type { Subject } from '../../../domain/activity.js';
import { blindSource, disabledLog } from '../../../domain/log/disabled_log.js';
import { Sequencer } from '../../../domain/log/sequencer.js';
import type { SpaceLog } from '../../../domain/log/space_log.js';
import { SpaceWatch } from '../../../domain/log/space_watch.js';
import type { RecordWrite } from '../../../domain/record.js';
import type { Workplace } from '../commit_records.js';
import { RemainsCleaner } from '../erasure/remains_cleaner.js';
import type { EmbeddedStoreOptions } from '../open_storage.js';
import { EmbeddedLog } from './embedded_log.js';
import { headPolling } from './head_polling.js';
import { LogAppender } from './log_appender.js';

/** A store's log, with what goes on behind commits: positions are given, unless there is no log, and remains cleared. */
export class LogKeeper {
  readonly log: SpaceLog;
  readonly place: Workplace;
  readonly #watch: SpaceWatch;
  readonly #sequencer: Sequencer | undefined;
  readonly #clearing: Sequencer;

  constructor(
    parts: Pick<Workplace, 'storage' | 'operations'>,
    { log = true, logger }: EmbeddedStoreOptions,
  ) {
    const { storage, operations } = parts;
    const cleaner = new RemainsCleaner(storage, operations);
    this.place = { storage, operations, cleaner, log };
    this.#clearing = new Sequencer(cleaner, logger);
    this.#clearing.start();
    this.#watch = new SpaceWatch(log ? headPolling(storage) : blindSource());
    if (!log) {
      this.log = disabledLog(this.#watch);
      return;
    }
    const sequencer = new Sequencer(new LogAppender(storage, operations), logger);
    this.#sequencer = sequencer;
    this.log = new EmbeddedLog({ storage, operations, sequencer, watch: this.#watch });
    this.#sequencer.start();
  }

  /** Tells of writes that are committed. */
  committed(writes: readonly RecordWrite[]): void {
    for (const write of writes) {
      this.#watch.tell(write.type === 'save' ? write.head.subject.space : write.subject.space);
      if (write.type === 'save') this.#sequencer?.committed(write.head.subject.space);
      else this.#clearing.committed(write.subject.space);
    }
  }

  /** Tells of a record that may be adopted now. */
  adopted({ space }: Subject): void {
    this.#sequencer?.committed(space);
  }

  /** Resolves when nothing goes on any more. */
  async close(): Promise<void> {
    await Promise.all([this.#watch.close(), this.#sequencer?.close(), this.#clearing.close()]);
  }
}
