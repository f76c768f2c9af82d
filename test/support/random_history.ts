import fc from 'fast-check';
import type { Activity, Actor, Change, Subject } from '../../server/domain/activity.js';
import { facetOf, unescapedFacetOf } from '../../server/domain/activity.js';
import type { RecordHead, RecordSave } from '../../server/domain/record.js';
import { continuation, creation } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';
import { anActor, aSubject } from './records.js';

const BEGIN = Date.UTC(2026, 2, 4);
const FIELDS = ['title', 'status', 'status:cleared', 'a%3Ab', 'a:b'] as const;

/** Changes of every type, of fields whose names look like something else. */
export const aHistoryChange: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('field' as const),
      field: fc.constantFrom(...FIELDS),
      before: fc.constantFrom('open', null),
      after: fc.constantFrom('Größe 7', 'closed', null),
    }),
  },
  fc.record({
    type: fc.constant('items' as const),
    field: fc.constantFrom(...FIELDS),
    verb: fc.constantFrom('added' as const, 'removed' as const),
    items: fc.constantFrom(['phishing'], [7, { host: 'HOST-7' }]),
  }),
  fc.record({
    type: fc.constant('comment' as const),
    verb: fc.constantFrom('created' as const, 'updated' as const),
    commentId: fc.constantFrom('c-1', 'c-2'),
    comment: fc.constantFrom({ comment: 'Looks like phishing', type: 'user' }, { type: 'a:b', alertId: 'x' }),
  }),
  fc.constantFrom<Change>({ type: 'pushed', externalService: { id: 'J-7' } }, { type: 'deleted' }),
);

const someone: fc.Arbitrary<Actor> = fc.constantFrom<Actor>(
  anActor(),
  anActor({ username: 'bo', fullName: 'Bo Åkesson' }),
  { kind: 'key', username: 'bo' },
  { kind: 'system' },
);

const anEntry = fc.record({
  change: aHistoryChange,
  actor: someone,
  later: fc.constantFrom(0, 0, 1, 3),
});

/** What a history is made of. */
export interface History {
  readonly entries: readonly {
    readonly change: Change;
    readonly actor: Actor;
    /** How many milliseconds it came after the one before it. */
    readonly later: number;
  }[];
  /** Whether an earlier version wrote it, which counted entries under other facets. */
  readonly isOld: boolean;
}

/** Any history. */
export const aHistory: fc.Arbitrary<History> = fc.record({
  entries: fc.array(anEntry, { minLength: 1, maxLength: 40 }),
  isOld: fc.boolean(),
});

const mostlyNot = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary });
const someOf = <T>(...values: readonly T[]) => mostlyNot(fc.subarray([...values]));
const anInstant = fc.integer({ min: -2, max: 60 }).map((n) => new Date(BEGIN + n));

/** A filter that asks for what facets tell, and for times. */
export const aFacetFilter: fc.Arbitrary<EntryFilter> = fc.record({
  types: someOf<Change['type']>('created', 'field', 'items', 'comment', 'pushed', 'deleted'),
  fields: someOf(...FIELDS, 'none'),
  from: mostlyNot(anInstant),
  to: mostlyNot(anInstant),
});

/** A filter of which each part is there or not. */
export const anEntryFilter: fc.Arbitrary<EntryFilter> = fc
  .tuple(
    aFacetFilter,
    fc.record({
      actors: someOf('ana.garcia', 'bo', 'nobody'),
      actorKinds: someOf<Actor['kind']>('user', 'key', 'system'),
      q: mostlyNot(fc.constantFrom('PHISH', 'grosse 7', 'größe', 'akesson host', 'phishing ana', 'zzz')),
    }),
  )
  .map(([told, read]) => ({ ...told, ...read }));

/** Puts the history there; answers its head and its entries, oldest first. */
export async function playedHistory(
  store: ActivityStore,
  { entries, isOld }: History,
): Promise<{ readonly head: RecordHead; readonly all: readonly Activity[] }> {
  const subject: Subject = aSubject();
  const all: Activity[] = [];
  const counts: Record<string, number> = {};
  let [head, time]: [RecordHead | undefined, number] = [undefined, BEGIN];
  for (const { change, actor, later } of entries) {
    time += later;
    const mutation = { state: {}, changes: [change], actor, at: new Date(time) };
    const identity = { subject, owner: 'cases', number: 1 };
    const save: RecordSave = head === undefined ? creation(identity, mutation) : continuation(head, mutation);
    const facet = isOld ? unescapedFacetOf(change) : facetOf(change);
    counts[facet] = (counts[facet] ?? 0) + 1;
    all.push(...save.activities);
    head = save.head;
  }
  if (head === undefined) throw new Error('A history has an entry.');
  head = { ...head, revision: 1, counts };
  if (isOld) await store.restore({ head, attachments: [], activities: each(all) });
  else await store.commit([{ type: 'save', expected: 0, head, activities: all, attachments: [] }]);
  return { head, all };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}
