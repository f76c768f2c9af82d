import fc from 'fast-check';
import type { Subject } from '../../server/domain/activity.js';
import { actorKeyOf, placeNumber, rowOf } from '../../server/domain/log/log_row.js';
import type { LoggedEntry, RowPlace, TimeWindow } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { appendSealed, erase } from '../support/log.js';
import { aChange, anActor, aSubject, aWindow, entriesOf } from '../support/records.js';

const OWNERS = ['cases', 'observability', '\ud800 odd'] as const;
const NAMES = ['ana', 'Ana', '\ud800', undefined] as const;
/** Few, so that many rows share one. Before 1970 too. */
const TIMES = [-1, 0, 1, 1_772_619_300_000, 1_772_619_300_001];
const IDS = ['a', 'b', 'c', 'd'];

type Step = ReturnType<typeof aLogStep> extends fc.Arbitrary<infer T> ? T : never;
type Question = ReturnType<typeof aQuestion> extends fc.Arbitrary<infer T> ? T : never;

/** Something that is done to one of a few records. */
export function aLogStep() {
  return fc.record({
    id: fc.constantFrom(...IDS),
    do: fc.constantFrom('append', 'append', 'append', 'append', 'erase', 'catch up'),
    owner: fc.constantFrom(...OWNERS),
    name: fc.constantFrom(...NAMES),
    at: fc.constantFrom(...TIMES),
    entries: fc.integer({ min: 1, max: 3 }),
  });
}

/** What is asked of the log by time. `behind`: which of the known rows, or one that is none. */
export function aQuestion() {
  const bound = fc.option(fc.constantFrom(...TIMES, 2, 2e12), { nil: undefined });
  return fc.record({
    of: fc.oneof(
      fc.record({ owner: fc.constantFrom(...OWNERS, 'nobody') }),
      fc.record({ actorKey: fc.constantFrom('ana', 'Ana', '\ud800', 'nobody').map(actorKeyOf) }),
    ),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    limit: fc.integer({ min: 1, max: 12 }),
    from: bound,
    to: bound,
    behind: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
  });
}

/** Does the step. */
export async function performLogStep(store: ActivityStore, space: string, step: Step): Promise<void> {
  const subject = aSubject({ space, id: step.id });
  if (step.do === 'catch up') return store.log.catchUp(space);
  if (step.do === 'erase') {
    if ((await store.head(subject)) !== undefined) await erase(store, subject);
    return;
  }
  const { owner, name: username } = step;
  const changes = Array.from({ length: step.entries }, (_, i) => aChange(String(i)));
  const actor = username === undefined ? { kind: 'system' as const } : anActor({ username });
  await appendSealed(store, subject, { owner, actor, at: new Date(step.at), changes });
}

/** What the log says about the entries that are there, found out from their records. */
export async function loggedEntries(store: ActivityStore, space: string): Promise<readonly LoggedEntry[]> {
  const found: LoggedEntry[] = [];
  for (const id of IDS) {
    const head = await store.head(subjectOf(space, id));
    if (head === undefined) continue;
    for (const entry of await entriesOf(store, head, aWindow())) {
      const { entry: logged } = rowOf(entry, head.number, 0);
      if (logged !== undefined) found.push(logged);
    }
  }
  return found;
}

/** The window that a question means. */
export function windowOf(question: Question, entries: readonly LoggedEntry[]): TimeWindow {
  const { of, order, limit, from, to, behind } = question;
  return {
    ...{ of, order, limit },
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
    ...(behind !== undefined && { after: entries[behind] ?? { at: new Date(1), number: behind, seq: 2 } }),
  };
}

/** What the window has to answer, found out the long way. */
export function expectedEntries(entries: readonly LoggedEntry[], window: TimeWindow): readonly LoggedEntry[] {
  const { of, order, limit, from, to, after } = window;
  const sign = order === 'asc' ? 1 : -1;
  return entries
    .filter((entry) => ('owner' in of ? entry.owner === of.owner : entry.actorKey === of.actorKey))
    .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at <= to))
    .filter((entry) => after === undefined || sign * compare(entry, after) > 0)
    .sort((a, b) => sign * compare(a, b))
    .slice(0, limit);
}

function compare(a: RowPlace, b: RowPlace): number {
  return a.at.getTime() - b.at.getTime() || placeNumber(a) - placeNumber(b);
}

function subjectOf(space: string, id: string): Subject {
  return aSubject({ space, id });
}
