import type { Reader } from '../read/reader.js';
import type { Workbench } from '../workbench.js';
import { Batches } from './batches.js';
import { Checkpoints } from './checkpoints.js';
import { DueMarks } from './due_marks.js';
import { DueRecords } from './due_records.js';
import { EntryRows } from './entry_rows.js';
import { LogReader } from './log_reader.js';
import { LogStates } from './log_states.js';
import { MongoAppender } from './mongo_appender.js';
import { MongoLog } from './mongo_log.js';
import { Mover } from './mover.js';
import { RecentRows } from './recent_rows.js';
import { TimeReader } from './time_reader.js';

/** Puts the parts of the log together. */
export function mongoLog(bench: Workbench, records: Reader): MongoLog {
  const [states, recent] = [new LogStates(bench), new RecentRows()];
  const due = new DueRecords(bench, records);
  const batches = new Batches(bench, { due, recent, entries: new EntryRows(bench) });
  const [mover, marks] = [new Mover(bench, states), new DueMarks(bench)];
  const reader = new LogReader(bench, states);
  return new MongoLog(bench, {
    appender: new MongoAppender(bench, { states, due, marks, batches, recent, mover }),
    marks,
    ...{ recent, reader, times: new TimeReader(bench, reader), checkpoints: new Checkpoints(bench, states) },
  });
}
