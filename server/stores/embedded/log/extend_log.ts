import { ActivityError } from '../../../domain/errors.js';
import type { LoggedEntry, LogRow } from '../../../domain/log/space_log.js';
import { MAX_APPENDED } from '../../../domain/log/space_log.js';
import { decodeHead } from '../codec.js';
import type { Database } from '../database.js';
import { recordKeys } from '../keys.js';
import { isStorable } from '../plan_write.js';
import type { Batch, Put } from '../storage.js';
import { encodeRuns } from './log_codec.js';
import { growthGuards, growthPuts, stateIn } from './log_growth.js';
import { logKeys } from './log_keys.js';

/**
 * What is to be written for rows that come from elsewhere. A row whose record is not here, or is another one, is
 * kept without its entry, like that of an erased record.
 * @throws VERSION_CONFLICT when the log does not end where the first row stands, or an entry that a row names is
 * not the next one of its record
 * @throws INTERNAL_ERROR when the rows are no neighbours, of another space, or too many
 */
export function extension(db: Database, space: string, rows: readonly LogRow[]): Batch {
  const keys = logKeys(space);
  const { size } = stateIn(db, keys);
  const first = rows[0]?.position ?? 0;
  const sound = rows.every(
    ({ position, entry }, i) =>
      position === first + i && (entry === undefined || entry.subject.space === space),
  );
  if (!sound || rows.length > MAX_APPENDED) {
    throw new ActivityError('INTERNAL_ERROR', 'These are not neighbouring rows of the log.');
  }
  if (first !== size) throw misfit();
  const growing = new Map<string, GrowingRecord | undefined>();
  const kept = rows.map((row) => {
    const { entry, ...bare } = row;
    if (entry === undefined) return bare;
    const record = recordOf(db, entry, growing);
    record?.take(row.position, entry.seq);
    return record === undefined ? bare : row;
  });
  const puts = [...growing.values()].flatMap((record) => record?.puts() ?? []);
  return { guards: growthGuards(db, keys), puts: [...puts, ...growthPuts(db, keys, kept)], removes: [] };
}

function recordOf(
  db: Database,
  { subject, number }: LoggedEntry,
  growing: Map<string, GrowingRecord | undefined>,
): GrowingRecord | undefined {
  const name = JSON.stringify([subject.kind, subject.id, number]);
  if (!growing.has(name)) {
    const here = isStorable(subject);
    const keys = recordKeys(subject);
    const stored = here ? db.get(keys.head) : undefined;
    const head = stored === undefined ? undefined : decodeHead(subject, stored);
    const logged = Number(here ? (db.get(keys.logged) ?? 0) : 0);
    growing.set(name, head?.number === number ? new GrowingRecord(keys, head.seq, logged) : undefined);
  }
  return growing.get(name);
}

/** A record whose entries are getting positions. */
class GrowingRecord {
  readonly #keys: ReturnType<typeof recordKeys>;
  readonly #length: number;
  #logged: number;
  readonly #runs: { readonly seq: number; readonly position: number; count: number }[] = [];

  constructor(keys: ReturnType<typeof recordKeys>, length: number, logged: number) {
    this.#keys = keys;
    this.#length = length;
    this.#logged = logged;
  }

  take(position: number, seq: number): void {
    if (seq !== this.#logged + 1 || seq > this.#length) throw misfit();
    this.#logged = seq;
    const run = this.#runs.at(-1);
    if (run !== undefined && run.position + run.count === position) run.count += 1;
    else this.#runs.push({ seq, position, count: 1 });
  }

  puts(): readonly Put[] {
    const logged = { key: this.#keys.logged, value: String(this.#logged), version: this.#logged };
    const runs = this.#runs.map(({ seq, ...run }) => ({
      key: this.#keys.run(seq),
      value: encodeRuns([run]),
      version: 0,
    }));
    return [logged, ...runs];
  }
}

function misfit(): ActivityError {
  return new ActivityError('VERSION_CONFLICT', 'The rows do not continue the log.');
}
