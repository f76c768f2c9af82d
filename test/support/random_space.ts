import fc from 'fast-check';
import type { Access } from '../../server/access/access.js';
import type { Activity, Change } from '../../server/domain/activity.js';
import { placeNumber } from '../../server/domain/log/log_row.js';
import type { LoggedEntry } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceFilter } from '../../server/services/history/space_filter.js';
import { allRows, appendSealed, erase, headOf } from './log.js';
import { anActor, aSubject, aWindow, entriesOf } from './records.js';
import { aReader } from './space_histories.js';

const OWNERS = ['cases', 'observability', 'securitySolution'] as const;
const KINDS = ['case', 'alert', 'server'] as const;
const NAMES = ['ana.garcia', 'bo', 'ANA.GARCIA'] as const;
const RECORDS = 9;
/** Times are few, so that many are shared. */
const BEGIN = Date.UTC(2026, 2, 4);
const TIMES = 12;

const mostlyNot = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const someOf = <T>(values: readonly T[]) => mostlyNot(fc.subarray([...values], { minLength: 1 }));
const aTime = fc.nat(TIMES).map((n) => new Date(BEGIN + n));
const anotherChange = fc.oneof(
  fc.record({
    type: fc.constant('field' as const),
    field: fc.constantFrom('title', 'a:b', 'x:cleared', 'severity'),
    before: fc.constantFrom('low', null),
    after: fc.constantFrom('Critical', 'high', null),
  }),
  fc.record({
    type: fc.constant('items' as const),
    field: fc.constantFrom('tags', 'title'),
    verb: fc.constantFrom('added' as const, 'removed' as const),
    items: fc.constant(['phishing']),
  }),
  fc.record({
    type: fc.constant('comment' as const),
    verb: fc.constantFrom('created' as const, 'deleted' as const),
    commentId: fc.constant('c-1'),
    comment: fc.constant({ comment: 'Looks like phishing', type: 'user' }),
  }),
);

/** What is done to one of the records; one that is erased may be recorded anew. */
const anAct = fc.record({
  record: fc.nat(RECORDS - 1),
  what: fc.oneof(
    { weight: 20, arbitrary: fc.constant('write' as const) },
    { weight: 1, arbitrary: fc.constant('erase' as const) },
    { weight: 1, arbitrary: fc.constant('delete' as const) },
  ),
  catchUp: fc.boolean(),
  levels: fc.record({ tlp: fc.constantFrom(0, 1, 2, 3), pap: fc.constantFrom(0, 1, 1, 2) }),
  changes: fc.array(anotherChange, { minLength: 1, maxLength: 4 }),
  actor: fc.oneof(
    fc.constantFrom(...NAMES).map((username) => anActor({ username })),
    fc.constantFrom({ kind: 'system' as const }, { kind: 'key' as const, username: 'bo' }),
  ),
  at: aTime,
});

/** Something that happens in a space. */
export type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

/** What happens in a space, one after the other. */
export const someActs = fc.array(anAct, { minLength: 30, maxLength: 60 });

/** A filter of which each part is there or not. */
export const aFilter: fc.Arbitrary<SpaceFilter> = fc.record({
  types: someOf(['created', 'field', 'items', 'comment', 'deleted'] as const),
  fields: someOf(['title', 'a:b', 'x:cleared', 'x']),
  kinds: someOf([...KINDS, 'nothing']),
  owners: someOf([...OWNERS, 'nobody']),
  actors: someOf([...NAMES, 'nobody']),
  actorKinds: someOf(['user', 'key', 'system'] as const),
  from: mostlyNot(aTime),
  to: mostlyNot(aTime),
  q: mostlyNot(fc.constantFrom('phish', 'ANA critical', 'r-3', 'título')),
});

/** A caller who may read the records of some owners, up to some level. */
export const aCallerOfSome: fc.Arbitrary<Access> = fc
  .record({
    owners: fc.subarray([...OWNERS, 'spare'], { minLength: 1 }),
    tlpClearance: fc.constantFrom(1, 2, 3),
    papClearance: fc.constantFrom(1, 2),
  })
  .map(({ owners, ...clearance }) => aReader(owners, clearance));

/** Does it. */
export async function play(store: ActivityStore, act: Act): Promise<void> {
  const { record, what, catchUp, levels, changes, actor, at } = act;
  const kind = KINDS[record % KINDS.length] ?? 'case';
  const owner = OWNERS[Math.floor(record / KINDS.length) % OWNERS.length] ?? 'cases';
  const subject = aSubject({ kind, id: `r-${String(record)}` });
  const head = await store.head(subject);
  if (what === 'erase') {
    if (head !== undefined) await erase(store, subject);
  } else {
    const created: readonly Change[] = head === undefined ? [{ type: 'created', snapshot: levels }] : [];
    const last: readonly Change[] = what === 'delete' ? [{ type: 'deleted' }] : [];
    const over = { changes: [...created, ...changes, ...last], deleted: what === 'delete' };
    await appendSealed(store, subject, { ...over, owner, actor, at, state: levels });
  }
  if (catchUp) await store.log.catchUp('default');
}

/** An entry as the log has it, with what decides who may see its record. */
export interface Known {
  readonly position: number;
  readonly row: LoggedEntry;
  readonly entry: Activity;
  readonly levels: { readonly tlp: number; readonly pap: number };
}

/** All entries of the space by position, each read from its record. */
export async function everything(store: ActivityStore): Promise<readonly Known[]> {
  await store.log.catchUp('default');
  const known: Known[] = [];
  for (const { position, entry: row } of await allRows(store, 'default')) {
    if (row === undefined) continue;
    const head = await headOf(store, row.subject);
    const [entry] = await entriesOf(store, head, aWindow({ skip: row.seq - 1, limit: 1 }));
    const { tlp, pap } = head.state;
    if (entry === undefined || typeof tlp !== 'number' || typeof pap !== 'number')
      throw new Error('Unplayed.');
    known.push({ position, row, entry, levels: { tlp, pap } });
  }
  return known;
}

/** In the order of time. */
export function byTime(known: readonly Known[], order: 'asc' | 'desc'): readonly Known[] {
  const sorted = [...known].sort(
    ({ row: a }, { row: b }) => a.at.getTime() - b.at.getTime() || placeNumber(a) - placeNumber(b),
  );
  return order === 'asc' ? sorted : sorted.reverse();
}

/** Whether the caller may see the entry and asks for it, said as plainly as possible. */
export function isMeant({ entry, levels }: Known, access: Access, filter: SpaceFilter): boolean {
  const { owner, subject, change, actor, at } = entry;
  const among = <T>(values: readonly T[] | undefined, value: T | undefined): boolean =>
    values === undefined || (value !== undefined && values.includes(value));
  return (
    (access.rights.get(owner)?.has('read') ?? false) &&
    levels.tlp <= access.tlpClearance &&
    levels.pap <= access.papClearance &&
    among(filter.owners, owner) &&
    among(filter.kinds, subject.kind) &&
    among(filter.types, change.type) &&
    among(filter.fields, 'field' in change ? change.field : undefined) &&
    among(filter.actors, actor.username) &&
    among(filter.actorKinds, actor.kind) &&
    (filter.from === undefined || at >= filter.from) &&
    (filter.to === undefined || at < filter.to) &&
    hasTerms(entry, filter.q)
  );
}

function hasTerms({ change, actor, subject }: Activity, q = ''): boolean {
  const { username, fullName, email } = actor;
  const texts = textsIn([change, username, fullName, email, subject.id]).map((text) => text.toLowerCase());
  return q.split(' ').every((term) => texts.some((text) => text.includes(term.toLowerCase())));
}

/** Strings only: no test looks for a number, for names of types or for those of fields. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
