import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import { isActivityError } from '../../server/domain/errors.js';
import { rowOf } from '../../server/domain/log/log_row.js';
import { rootOf } from '../../server/domain/log/merkle.js';
import type { LogRow } from '../../server/domain/log/space_log.js';
import { widthOf } from '../../server/domain/log/tiles.js';
import type { Mutation, RecordHead, RecordSave } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { hex, plainRoot, plainTiles } from './plain_tree.js';
import { aContinuation, aCreation, aWindow, entriesOf } from './records.js';
import { aSealer } from './sealing.js';

const PAGE = 700;

type Sealing = Partial<Mutation> & { readonly owner?: string };

/** A sealed write on top of whatever is there; a new record gets a number of its own. */
export async function aSealedWrite(
  store: ActivityStore,
  subject: Subject,
  over: Sealing = {},
): Promise<RecordSave> {
  const head = await store.head(subject);
  const plain =
    head === undefined
      ? aCreation(subject, { number: await store.reserveNumbers(1), ...over })
      : aContinuation(head, over);
  const [write] = await aSealer(store).seal([plain]);
  if (write?.type !== 'save') throw new Error('A sealed save is a save.');
  return write;
}

/** Commits a sealed write, as often as it takes; answers the head that it has written. */
export async function appendSealed(
  store: ActivityStore,
  subject: Subject,
  over: Sealing = {},
): Promise<RecordHead> {
  for (;;) {
    try {
      const write = await aSealedWrite(store, subject, over);
      await store.commit([write]);
      return write.head;
    } catch (error) {
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }
}

/** Erases the record as it is now. */
export async function erase(store: ActivityStore, subject: Subject): Promise<void> {
  for (;;) {
    const { revision } = await headOf(store, subject);
    try {
      await store.commit([{ type: 'erase', expected: revision, subject }]);
      return;
    } catch (error) {
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }
}

/** The record's head. @throws when there is no such record */
export async function headOf(store: ActivityStore, subject: Subject): Promise<RecordHead> {
  const head = await store.head(subject);
  if (head === undefined) throw new Error('There is no such record.');
  return head;
}

/** All rows of a log, page by page: each at its position, from 0, as many as the log says it has. */
export async function allRows(store: ActivityStore, space: string): Promise<readonly LogRow[]> {
  const { size } = await store.log.head(space);
  const rows: LogRow[] = [];
  for (let start = 0; start < size; start += PAGE) {
    rows.push(...(await store.log.rows(space, { start, end: Math.min(size, start + PAGE) })));
  }
  expect(rows.map(({ position }) => position)).to.deep.equal(Array.from({ length: size }, (_, i) => i));
  return rows;
}

/**
 * The rows of a log that is whole: each entry of the records has one row which says what the entry says, in the
 * order of `seq`; no other row names an entry; the tree and its tiles are those of the rows' hashes.
 * @param subjects all records of the space
 */
export async function soundLog(
  store: ActivityStore,
  space: string,
  subjects: readonly Subject[],
): Promise<readonly LogRow[]> {
  const rows = await allRows(store, space);
  let named = 0;
  for (const subject of subjects) named += await soundRows(store, rows, subject);
  expect(rows.filter(({ entry }) => entry !== undefined)).to.have.length(named);
  await soundTree(store, space, rows);
  return rows;
}

/**
 * Resolves when no row names an entry of a record that is gone: whoever erased it may have been killed in the middle.
 * @throws when that does not happen in time
 */
export async function untilErased(
  store: ActivityStore,
  space: string,
  subjects: readonly Subject[],
): Promise<void> {
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const named = (await allRows(store, space)).flatMap(({ entry }) => entry?.number ?? []);
    const standing = (await store.heads(subjects)).map((head) => head?.number);
    if (named.every((number) => standing.includes(number))) return;
    await wait(50);
  }
  throw new Error('Rows of an erased record still have their entries.');
}

/** Resolves when the log of the space has so many positions. @throws when that does not happen in time */
export async function untilSize(store: ActivityStore, space: string, size: number): Promise<void> {
  const end = performance.now() + 15_000;
  while (performance.now() < end) {
    if ((await store.log.head(space)).size >= size) return;
    await wait(20);
  }
  throw new Error(`The log has ${String((await store.log.head(space)).size)} of ${String(size)} positions.`);
}

async function soundRows(store: ActivityStore, rows: readonly LogRow[], subject: Subject): Promise<number> {
  const head = await store.head(subject);
  if (head === undefined) return 0;
  const positions = await store.log.positions(head, { from: 1, to: head.seq });
  const entries = await entriesOf(store, head, aWindow());
  expect(positions).to.have.length(entries.length);
  let before = -1;
  for (const [i, entry] of entries.entries()) {
    const position = positions[i] ?? -1;
    expect(position, `position of ${subject.id} ${String(entry.seq)}`).to.be.above(before);
    expect(rows[position]).to.deep.equal(rowOf(entry, head.number, position));
    before = position;
  }
  return entries.length;
}

async function soundTree(store: ActivityStore, space: string, rows: readonly LogRow[]): Promise<void> {
  const leaves = rows.map(({ hash }) => Buffer.from(hash, 'base64url'));
  const { size, frontier } = await store.log.head(space);
  // Others may have appended meanwhile: then the tree is not that of the rows.
  if (size !== rows.length) return;
  expect(frontier.size).to.equal(size);
  expect(hex(rootOf(frontier))).to.equal(hex(plainRoot(leaves)));
  for (const [name, expected] of Object.entries(plainTiles(leaves))) {
    const [level = 0, index = 0] = name.split('/').map(Number);
    const tile = await store.log.tile(space, level, index);
    expect(tile.byteLength).to.equal(32 * widthOf(size, level, index));
    expect(hex(tile), `tile ${name}`).to.equal(expected);
  }
}
