import { stat } from 'node:fs/promises';
import { loadConfig } from '../config_file.js';
import { progressBar } from '../progress_bar.js';
import { recordEach } from '../recording/record_each.js';
import { checkTarget } from '../recording/record_target.js';
import type { StopSignal } from '../stop_signal.js';
import { importRecord } from './import_record.js';
import type { ImportReport } from './import_report.js';
import type { LoadedMap } from './load_map.js';
import { readFiles } from './rows/read_files.js';
import { RowStore } from './rows/row_store.js';
import type { ImportRecord } from './rows/stored_records.js';
import { storedRecords } from './rows/stored_records.js';

/** What an import works with. */
interface Import {
  readonly map: LoadedMap;
  readonly config?: string;
  readonly space: string;
  readonly owner: string;
  /** The store is not opened, and nothing is recorded. */
  readonly dryRun: boolean;
  readonly encoding?: string;
  /** Records at the same time. */
  readonly parallel: number;
  readonly report: ImportReport;
  readonly stop: StopSignal;
}

/**
 * Records the rows of all files, which are read to their ends before anything is recorded: rows of a record may stand
 * anywhere in them. What came of it is in the report.
 * @throws CommandFailure, CONFIGURATION_INVALID, STORE_UNAVAILABLE
 */
export async function importFiles(files: readonly string[], run: Import): Promise<void> {
  const { map, report, stop, space, owner, parallel } = run;
  const loaded = await loadConfig(run.config);
  checkTarget(loaded, { space, owner });
  const store = await RowStore.make();
  const total = await bytesOf(files);
  const bar = progressBar('reading', 'bytes');
  const onBytes = (done: number): void => {
    bar.show({ done, total });
  };
  try {
    const mappers = await readFiles(files, { map, store, report, stop, onBytes, encoding: run.encoding });
    const named = mappers.map((mapper, i) => ({ mapper, name: files[i] ?? '' }));
    const records = storedRecords(store, named, report);
    const target = { space, owner, kind: map.record.kind, feed: map.feed };
    let done = report.unreadable;
    const onRecord = ({ rows }: ImportRecord): void => {
      done += rows.length;
      bar.show({ done, total: report.rows, phase: 'recording', counted: 'rows' });
    };
    if (stop.received() !== undefined || done === report.rows) return;
    if (!run.dryRun) {
      await recordEach(records, {
        ...{ loaded, parallel, stop },
        record: async (activity, record) => {
          await importRecord(activity, record, target, report);
          onRecord(record);
        },
      });
      return;
    }
    for await (const record of records) {
      if (stop.received() !== undefined) break;
      await importRecord(undefined, record, target, report);
      onRecord(record);
    }
  } finally {
    bar.stop();
    await store.remove();
  }
}

/** What files have together; one that cannot be read has nothing, and is told of when it is its turn. */
async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
