import { setTimeout as sleep } from 'node:timers/promises';
import type { Backlog } from '../../domain/store.js';

/** Anybody may read the figures as often as they like: a store is asked at most this often. */
const REMEMBERED_MS = 5_000;
/** Whoever reads the figures of a process does not wait for a database that is away. */
const PATIENCE_MS = 1_000;

/** How the outbox of one store stands; `undefined` when that cannot be said in time. Never rejects. */
export type BacklogSource = () => Promise<Backlog | undefined>;

/** Asks a store no more than once in 5 s, and one question at a time. */
export function backlogSource(ask: () => Promise<Backlog>): BacklogSource {
  let last: { readonly at: number; readonly answer: Promise<Backlog | undefined> } | undefined;
  return () => {
    if (last === undefined || performance.now() - last.at > REMEMBERED_MS) {
      last = { at: performance.now(), answer: ask().catch(() => undefined) };
    }
    return Promise.race([last.answer, sleep(PATIENCE_MS, undefined, { ref: false })]);
  };
}

/** Records that wait in all of the outboxes; `undefined` when one of them is not known. */
export function recordsWaiting(backlogs: readonly (Backlog | undefined)[]): number | undefined {
  return total(backlogs, ({ records }) => records)?.reduce((sum, records) => sum + records, 0);
}

/** Age of what waits longest, in seconds; `undefined` when an outbox is not known. */
export function oldestSeconds(backlogs: readonly (Backlog | undefined)[]): number | undefined {
  const ages = total(backlogs, ({ oldest }) =>
    oldest === undefined ? 0 : (Date.now() - oldest.getTime()) / 1000,
  );
  return ages && Math.max(0, ...ages);
}

function total(
  backlogs: readonly (Backlog | undefined)[],
  figure: (backlog: Backlog) => number,
): readonly number[] | undefined {
  const known = backlogs.filter((backlog) => backlog !== undefined);
  return known.length === backlogs.length ? known.map(figure) : undefined;
}
