import type { Change } from './activity.js';
import { Draft } from './draft.js';
import { isJsonArray, isJsonObject, sameJson } from './json.js';
import type { Json, JsonObject } from './json.js';
import { identityOf } from './json_identity.js';

type ItemsVerb = 'added' | 'removed';

/**
 * How a field is compared.
 * `value`: as a whole. `set`: members added and removed, order and repetition do not count.
 * `list`: as `set` where both are arrays and that describes the change exactly, else as a whole.
 * `map`: an object, one change per key in code-unit order.
 * `keyed`: an array of objects that have a `key`, one change per key in the order of `after`, then of `before`.
 */
export type FieldKind = 'value' | 'set' | 'list' | 'map' | 'keyed';

/** How two states of a record are compared and in which order the changes are told. */
export interface DiffPlan {
  /** Fields in the order of their changes; fields not named follow in the order of `after`, then of `before`. */
  readonly order: readonly string[];
  /** Fields not named are `list`. */
  readonly kinds: Readonly<Record<string, FieldKind>>;
  /** Which change of a set comes first. */
  readonly firstVerb: ItemsVerb;
}

/** The plan for records of the host: nothing is known about their fields. */
export const PLAIN_PLAN: DiffPlan = { order: [], kinds: {}, firstVerb: 'removed' };

/**
 * What changed between two states of one record. An absent field and one that is `null` are the same.
 * Law: `applyChanges(before, changesBetween(before, after, PLAIN_PLAN))` is `after` up to nulls.
 */
export function changesBetween(before: JsonObject, after: JsonObject, plan: DiffPlan): Change[] {
  const fields = new Set([...plan.order, ...Object.keys(after), ...Object.keys(before)]);
  return [...fields].flatMap((field) =>
    fieldChanges(field, valueOf(before, field), valueOf(after, field), {
      ...plan,
      kind: kindOf(field, plan) ?? 'list',
    }),
  );
}

/** What changed in one field that is compared as `kind`. */
export function fieldChanges(
  field: string,
  before: Json,
  after: Json,
  plan: { readonly kind: FieldKind; readonly firstVerb: ItemsVerb },
): Change[] {
  switch (plan.kind) {
    case 'value':
      return wholeChange(field, before, after);
    case 'set':
      return setChanges(field, before, after, plan.firstVerb).changes;
    case 'list': {
      if (!isJsonArray(before) || !isJsonArray(after)) return wholeChange(field, before, after);
      const { changes, exact } = setChanges(field, before, after, plan.firstVerb);
      return exact ? changes : wholeChange(field, before, after);
    }
    case 'map': {
      const [old, now] = [asObject(before), asObject(after)];
      const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
      return keys.flatMap((key) => memberChange(field, key, valueOf(old, key), valueOf(now, key)));
    }
    case 'keyed': {
      const [old, now] = [byKey(before), byKey(after)];
      return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) =>
        memberChange(field, key, old.get(key) ?? null, now.get(key) ?? null),
      );
    }
  }
}

/** The record's state after changes that say how fields changed; other changes leave it as it is. */
export function applyChanges(state: JsonObject, changes: readonly Change[]): JsonObject {
  let draft = new Draft(state);
  for (const change of changes) {
    switch (change.type) {
      case 'created':
        draft = new Draft(change.snapshot);
        break;
      case 'field':
        if (change.key === undefined) draft.set(change.field, change.after);
        else draft.setMember(change.field, change.key, change.after);
        break;
      case 'items': {
        const members = asArray(draft.value(change.field));
        const { verb, items } = change;
        draft.set(change.field, verb === 'added' ? [...members, ...items] : without(members, items));
        break;
      }
      case 'comment':
      case 'pushed':
      case 'deleted':
      case 'statement':
        break;
    }
  }
  return draft.state();
}

/**
 * What was added to a set and removed from it. `exact`: whoever applies the changes has the members of `after`,
 * also in its order and as often. Every member is looked at a fixed number of times: 100,000 of them stay cheap.
 */
function setChanges(
  field: string,
  before: Json,
  after: Json,
  firstVerb: ItemsVerb,
): { readonly changes: Change[]; readonly exact: boolean } {
  const [old, now] = [identified(before), identified(after)];
  const [added, removed] = [missing(now, old), missing(old, now)];
  const changes: Change[] = [];
  if (added.length > 0) changes.push({ type: 'items', field, verb: 'added', items: itemsAt(now, added) });
  if (removed.length > 0) {
    changes.push({ type: 'items', field, verb: 'removed', items: itemsAt(old, removed) });
  }
  const result = [
    ...old.identities.filter((identity) => now.known.has(identity)),
    ...added.map((at) => now.identities[at]),
  ];
  const exact =
    result.length === now.identities.length && result.every((identity, i) => identity === now.identities[i]);
  return { changes: firstVerb === 'added' ? changes : changes.reverse(), exact };
}

function wholeChange(field: string, before: Json, after: Json): Change[] {
  return sameJson(before, after) ? [] : [{ type: 'field', field, before, after }];
}

function memberChange(field: string, key: string, before: Json, after: Json): Change[] {
  return sameJson(before, after) ? [] : [{ type: 'field', field, key, before, after }];
}

/** Fields may be called like members of every object, such as `toString`. */
function kindOf(field: string, { kinds }: DiffPlan): FieldKind | undefined {
  return Object.hasOwn(kinds, field) ? kinds[field] : undefined;
}

function valueOf(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

function asArray(value: Json): readonly Json[] {
  return isJsonArray(value) ? value : value === null ? [] : [value];
}

function asObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

function byKey(value: Json): ReadonlyMap<string, Json> {
  return new Map(
    asArray(value).flatMap((item) => {
      const key = isJsonObject(item) ? item['key'] : undefined;
      return typeof key === 'string' ? [[key, item] as const] : [];
    }),
  );
}

/** Members of a list with their identities, in the same order. */
interface Identified {
  readonly items: readonly Json[];
  readonly identities: readonly Json[];
  readonly known: ReadonlySet<Json>;
}

function identified(value: Json): Identified {
  const items = asArray(value);
  const identities = items.map(identityOf);
  return { items, identities, known: new Set(identities) };
}

/** Where the members of `from` stand that `taken` does not have, the first of each kind. */
function missing(from: Identified, taken: Identified): number[] {
  const seen = new Set<Json>();
  const places: number[] = [];
  from.identities.forEach((identity, at) => {
    if (taken.known.has(identity) || seen.has(identity)) return;
    seen.add(identity);
    places.push(at);
  });
  return places;
}

function itemsAt({ items }: Identified, places: readonly number[]): Json[] {
  return places.map((at) => items[at] ?? null);
}

function without(from: readonly Json[], taken: readonly Json[]): Json[] {
  const known = new Set(taken.map(identityOf));
  return from.filter((item) => !known.has(identityOf(item)));
}
