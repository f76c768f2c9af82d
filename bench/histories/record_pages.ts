import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';
import type { EntryPage, EntryPageInput } from '../../server/services/history/entry_page.js';
import { entryPage } from '../../server/services/history/entry_page.js';
import { anAlert } from '../support/histories.js';
import { printBeside } from './beside.js';
import { BOSS, openDoor } from './boss.js';
import { restoreRecord } from './sealed_history.js';

const LIMIT = 50;
const { guard } = openDoor();
const SHORT = { subject: anAlert('short'), length: 100 };

const FILTERS: Readonly<Record<string, EntryFilter>> = { '': {}, ', types=field': { types: ['field'] } };

/** Before which `seq` a page of a history begins, newest first. */
const PLACES: Readonly<Record<string, (length: number, oldest: EntryPage) => number>> = {
  first: (length) => length + 1,
  middle: (length) => Math.ceil((length + LIMIT) / 2) + 1,
  last: (_, { entries }) => (entries.at(-1)?.seq ?? 0) + 1,
};

/** A page of a record, wherever it is: the short history beside one of so many entries (N18). */
export async function recordPages(
  store: ActivityStore,
  { title, entries, rounds }: { readonly title: string; readonly entries: number; readonly rounds: number },
): Promise<void> {
  const long = { subject: anAlert('long'), length: entries };
  for (const one of [SHORT, long]) await restoreRecord(store, one);
  const cases = Object.entries(FILTERS).flatMap(([filtered, filter]) =>
    Object.entries(PLACES).map(([place, before]) => ({ name: `${place} page${filtered}`, filter, before })),
  );
  const questions = cases.map(async ({ name, filter, before }) => {
    const ask = async ({ subject, length }: typeof SHORT): Promise<() => Promise<unknown>> => {
      const oldest = await pageOf(store, subject, { filter, order: 'asc', limit: LIMIT });
      const input = { filter, order: 'desc', before: before(length, oldest), limit: LIMIT } as const;
      return () => pageOf(store, subject, input);
    };
    return { name, small: await ask(SHORT), large: await ask(long) };
  });
  const sizes = { small: SHORT.length, large: entries };
  await printBeside({ title, ...sizes, questions: await Promise.all(questions) }, rounds);
}

/** Head and entries, as a route reads them. */
async function pageOf(store: ActivityStore, subject: Subject, input: EntryPageInput): Promise<EntryPage> {
  const head = guard.admitToHistory(BOSS, 'getHistory', await store.head(subject));
  const page = await entryPage(store, head, input);
  if (page.entries.length !== LIMIT) throw new Error(`There are ${String(page.entries.length)} on a page.`);
  return page;
}
