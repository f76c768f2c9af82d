import type { RecordHead, SeqRange } from '../../../domain/record.js';
import type { Database } from '../database.js';
import { recordKeys, seqOfKey } from '../keys.js';
import type { RecordKeys } from '../keys.js';
import type { Operations } from '../operations.js';
import { recordNumberIn } from '../plan_write.js';
import { decodeRuns } from './log_codec.js';

/** Runs of neighbouring positions that are read in one turn. */
const RUNS_PER_TURN = 1_000;

/** As the port's `positions`. */
export async function readPositions(
  operations: Operations,
  { subject, number }: RecordHead,
  { from, to }: SeqRange,
): Promise<readonly (number | undefined)[]> {
  const keys = recordKeys(subject);
  const positions: (number | undefined)[] = Array.from({ length: Math.max(0, to - from + 1) });
  for (let seq: number | undefined = from; seq !== undefined && seq <= to;) {
    const range: SeqRange = { from: seq, to };
    const runs = await operations.read((db) =>
      recordNumberIn(db, keys.head) === number ? runsOf(db, keys, range) : [],
    );
    for (const run of runs) {
      const first = Math.max(run.seq, from);
      for (let at = first; at < Math.min(run.seq + run.count, to + 1); at += 1) {
        positions[at - from] = run.position + at - run.seq;
      }
    }
    const last = runs.at(-1);
    seq = last === undefined || runs.length < RUNS_PER_TURN ? undefined : last.seq + last.count;
  }
  return positions;
}

/** The position of one entry, `undefined` when it has none. */
export function positionOf(db: Database, keys: RecordKeys, seq: number): number | undefined {
  const [run] = runsOf(db, keys, { from: seq, to: seq });
  return run === undefined ? undefined : run.position + seq - run.seq;
}

/** Entries with neighbouring positions, the first one with that `seq`. */
interface SeqRun {
  readonly seq: number;
  readonly position: number;
  readonly count: number;
}

/** The runs that these entries lie in, oldest first. */
function runsOf(db: Database, keys: RecordKeys, { from, to }: SeqRange): readonly SeqRun[] {
  // The run of an entry begins with it or before it.
  const [first] = db.getKeys({ start: keys.run(from), end: keys.runs.start, reverse: true, limit: 1 });
  const start = first === undefined ? keys.run(from) : Buffer.from(first);
  return [...db.getRange({ start, end: keys.run(to + 1), limit: RUNS_PER_TURN })]
    .flatMap(({ key, value }) => decodeRuns(value).map((run) => ({ seq: seqOfKey(key), ...run })))
    .filter(({ seq, count }) => seq + count > from && seq <= to);
}
