import type { LogRow, RowPlace } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceFilter } from '../../server/services/history/space_filter.js';
import { SpaceHistories } from '../../server/services/history/space_histories.js';
import type { SpaceEntry } from '../../server/services/history/space_page.js';
import { printBeside } from './beside.js';
import { BOSS, openDoor, SPACE } from './boss.js';
import { analyst } from './sealed_history.js';

const LIMIT = 50;
/** More rows than the longest page looks at: that of one actor, who has made one entry in twenty. */
const MARGIN = 2_000;

/** A filled space. */
export interface FilledSpace {
  readonly store: ActivityStore;
  /** How long its log is. */
  readonly size: number;
}

/** Behind which positions a page may begin. */
interface Places {
  readonly oldest: LogRow;
  /** All over the space, one for each round: nobody always asks for the same one. */
  readonly anywhere: readonly LogRow[];
}

type Run = () => Promise<unknown>;

/** A page of a space by time and by position, wherever it is: a small one beside a large one (N18). */
export async function spacePages(
  { small, large }: { readonly small: FilledSpace; readonly large: FilledSpace },
  { title, rounds }: { readonly title: string; readonly rounds: number },
): Promise<void> {
  const [few, many] = [await runsOf(small, rounds), await runsOf(large, rounds)];
  const questions = Object.entries(few).map(([name, run]) => ({
    name,
    small: run,
    large: many[name] ?? run,
  }));
  await printBeside({ title, small: small.size, large: large.size, questions }, rounds);
}

async function runsOf({ store, size }: FilledSpace, rounds: number): Promise<Readonly<Record<string, Run>>> {
  const histories = new SpaceHistories({ store, ...openDoor() });
  const byTime = async (filter: SpaceFilter, row?: LogRow): Promise<void> => {
    const after = row && placeOf(row);
    const page = await histories.byTime(BOSS, { filter, order: 'desc', limit: LIMIT, after });
    ensureFull(page.entries);
  };
  const byPosition = async (filter: SpaceFilter, start: number): Promise<void> => {
    ensureFull((await histories.log(BOSS, { filter, start, limit: LIMIT })).entries);
  };
  const { oldest, anywhere } = await placesIn({ store, size }, rounds);
  const all: SpaceFilter = {};
  const fields: SpaceFilter = { types: ['field'] };
  const ofOne: SpaceFilter = { actors: [analyst(1)] };
  return {
    'by time, newest': () => byTime(all),
    'by time, anywhere': inTurns(anywhere, (row) => byTime(all, row)),
    'by time, oldest': () => byTime(all, oldest),
    'by time, anywhere, types=field': inTurns(anywhere, (row) => byTime(fields, row)),
    'by time, newest of one actor': () => byTime(ofOne),
    'by time, anywhere, of one actor': inTurns(anywhere, (row) => byTime(ofOne, row)),
    'by position, first': () => byPosition(all, 0),
    'by position, anywhere': inTurns(anywhere, ({ position }) => byPosition(all, position)),
    'by position, last': () => byPosition(all, size - LIMIT),
    'by position, anywhere, types=field': inTurns(anywhere, ({ position }) => byPosition(fields, position)),
  };
}

async function placesIn({ store, size }: FilledSpace, count: number): Promise<Places> {
  const at = async (position: number): Promise<LogRow> => {
    const [row] = await store.log.rows(SPACE, { start: position, end: position + 1 });
    if (row === undefined) throw new Error(`There is no row at ${String(position)}.`);
    return row;
  };
  const anywhere: LogRow[] = [];
  for (let i = 0; i < count; i += 1) {
    anywhere.push(await at(MARGIN + Math.floor((i * (size - 2 * MARGIN)) / count)));
  }
  return { oldest: await at(LIMIT), anywhere };
}

/** Asks at the next place each time, and then from the first one on. */
function inTurns(rows: readonly LogRow[], ask: (row: LogRow) => Promise<void>): Run {
  let turn = 0;
  return async () => {
    const row = rows[turn % rows.length];
    turn += 1;
    if (row !== undefined) await ask(row);
  };
}

function placeOf({ entry, position }: LogRow): RowPlace {
  if (entry === undefined) throw new Error(`The row at ${String(position)} has no entry.`);
  return entry;
}

function ensureFull({ length }: readonly SpaceEntry[]): void {
  if (length !== LIMIT) throw new Error(`There are ${String(length)} on a page.`);
}
