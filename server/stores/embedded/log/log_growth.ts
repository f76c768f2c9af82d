import { randomInt } from 'node:crypto';
import { EMPTY_FRONTIER, grown } from '../../../domain/log/merkle.js';
import type { TileNode } from '../../../domain/log/merkle.js';
import type { LogRow } from '../../../domain/log/space_log.js';
import { tileParts, tileWith } from '../../../domain/log/tiles.js';
import type { Database } from '../database.js';
import type { Guard } from '../guarded_write.js';
import type { Put } from '../storage.js';
import { decodeState, encodeRow, encodeState } from './log_codec.js';
import type { LogState } from './log_codec.js';
import type { LogKeys } from './log_keys.js';
import { timeKeysOf } from './log_keys.js';

/** The log as it is; the empty one where there is none. */
export function stateIn(db: Database, keys: LogKeys): LogState {
  const stored = db.get(keys.head);
  return stored === undefined ? { size: 0, frontier: EMPTY_FRONTIER } : decodeState(stored);
}

/** What has to hold for rows that were made from this snapshot: the log is as long, no entry was changed. */
export function growthGuards(db: Database, keys: LogKeys): readonly Guard[] {
  return [keys.head, keys.changed].map((key) => ({ key, version: db.getEntry(key)?.version }));
}

/** Tells whoever is appending that entries of the space are not what was read of them. */
export function changedPut(keys: LogKeys): Put {
  return { key: keys.changed, value: '1', version: randomInt(1, 2 ** 47) };
}

/** The writes that make the log longer by at least one row, the first at its end. */
export function growthPuts(db: Database, keys: LogKeys, rows: readonly LogRow[]): readonly Put[] {
  const state = stateIn(db, keys);
  const { frontier, nodes } = grown(
    state.frontier,
    rows.map(({ hash }) => Buffer.from(hash, 'base64url')),
  );
  const { size } = frontier;
  const head = encodeState({ ...timesWith(state, rows), size, frontier });
  return [
    { key: keys.head, value: head, version: size },
    ...tilePuts(db, keys, nodes),
    ...rows.flatMap((row) => rowPuts(keys, row)),
  ];
}

function rowPuts(keys: LogKeys, row: LogRow): readonly Put[] {
  const { position, entry } = row;
  const times = entry === undefined ? [] : timeKeysOf(keys, entry);
  return [
    { key: keys.row(position), value: encodeRow(row), version: 0 },
    ...times.map((key) => ({ key, value: String(position), version: 0 })),
  ];
}

function tilePuts(db: Database, keys: LogKeys, nodes: readonly TileNode[]): readonly Put[] {
  return tileParts(nodes).map((part) => {
    const key = keys.tile(part.level, part.index);
    const stored = db.get(key);
    const before = stored === undefined ? undefined : Buffer.from(stored, 'base64url');
    const value = Buffer.from(tileWith(before, part)).toString('base64url');
    return { key, value, version: 0 };
  });
}

function timesWith({ first, last }: LogState, rows: readonly LogRow[]): Pick<LogState, 'first' | 'last'> {
  let [earliest, latest] = [first, last];
  for (const { entry } of rows) {
    if (entry === undefined) continue;
    if (earliest === undefined || entry.at < earliest) earliest = entry.at;
    if (latest === undefined || entry.at > latest) latest = entry.at;
  }
  return { ...(earliest && { first: earliest }), ...(latest && { last: latest }) };
}
