import type { ActivityPlugin } from '../../server/index.js';
import type { RecordTarget } from '../recording/record_target.js';
import { refusalOf } from '../recording/refusal.js';
import type { ImportReport } from './import_report.js';
import type { Step } from './record_steps.js';
import { recordSteps } from './record_steps.js';
import type { ImportRecord, ImportRow } from './rows/stored_records.js';

/** Characters of an id that are shown. */
const MAX_SHOWN = 80;

/** Where and as what records are recorded. */
interface ImportTarget extends RecordTarget {
  readonly kind: string;
  /** Id of the feed by which each row of a record is known when it comes again. */
  readonly feed: string;
}

/**
 * Records the rows of a record, each as a commit of its own; what its history has of the feed is passed over. A row
 * that is refused ends the record, as those after it are told against it.
 * @param activity absent: nothing is recorded, and counted is what would be where there is no history yet
 * @throws what ends the import
 */
export async function importRecord(
  activity: ActivityPlugin | undefined,
  record: ImportRecord,
  target: ImportTarget,
  report: ImportReport,
): Promise<void> {
  const name = record.id.length > MAX_SHOWN ? `${record.id.slice(0, MAX_SHOWN)}...` : record.id;
  let [expected, recorded, total] = [0, 0, 0];
  for (const step of recordSteps(record.rows)) {
    const { row, position, entries, stale } = step;
    const place = { file: row.file, line: row.line };
    if (stale) report.warn({ ...place, message: 'the old value is not what the row before has left' });
    expected += entries;
    if (entries === 0) continue;
    if (activity === undefined) {
      recorded = total = expected;
      continue;
    }
    try {
      const outcome = await activity.record(inputOf(record.id, step, target));
      recorded += outcome.activities.length;
      total = outcome.total;
    } catch (error) {
      report.skip(record.rows.length - position, {
        ...place,
        message: `${name}: ${refusalOf(error).message}`,
      });
      report.finish('failed', { recorded, total });
      return;
    }
  }
  const [first] = record.rows;
  if (total !== expected && first !== undefined) {
    const message = `${name}: its history has ${String(total)} entries, the rows make ${String(expected)}`;
    report.warn({ file: first.file, line: first.line, message });
    report.finish('differs', { recorded, total });
  } else report.finish(recorded > 0 ? 'recorded' : 'identical', { recorded, total });
}

function inputOf(
  id: string,
  { row, position, before, after }: Step<ImportRow>,
  { space, owner, kind, feed }: ImportTarget,
): Parameters<ActivityPlugin['record']>[0] {
  return {
    subject: { space, kind, id },
    ...{ owner, actor: row.actor, before, after, at: new Date(row.at) },
    context: { source: 'import' },
    feed: { id: feed, position },
  };
}
