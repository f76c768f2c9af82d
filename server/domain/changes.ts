import type { Change } from './activity.js';
import { isJsonArray, isJsonObject, sameJson } from './json.js';
import type { Json, JsonObject } from './json.js';

type ItemsVerb = 'added' | 'removed';

/**
 * How a field is compared.
 * `value`: as a whole. `set`: members added and removed, order and repetition do not count.
 * `list`: as `set` where that describes the change exactly, else as a whole.
 * `map`: an object, one change per key in code-unit order.
 * `keyed`: an array of objects that have a `key`, one change per key in the order of `after`, then of `before`.
 */
export type FieldKind = 'value' | 'set' | 'list' | 'map' | 'keyed';

/** How two states of a record are compared and in which order the changes are told. */
export interface DiffPlan {
  /** Fields in the order of their changes; fields not named follow in the order of `after`, then of `before`. */
  readonly order: readonly string[];
  /** Fields not named are `list` when both values are arrays, else `value`. */
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
  const fields = new Set([
    ...plan.order.filter((field) => Object.hasOwn(before, field) || Object.hasOwn(after, field)),
    ...Object.keys(after),
    ...Object.keys(before),
  ]);
  return [...fields].flatMap((field) => {
    const [old, now] = [valueOf(before, field), valueOf(after, field)];
    return fieldChanges(field, old, now, { ...plan, kind: kindOf(field, plan) ?? guessedKind(old, now) });
  });
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
      return sameJson(before, after) ? [] : [{ type: 'field', field, before, after }];
    case 'set':
      return setChanges(field, before, after, plan.firstVerb);
    case 'list': {
      const changes = setChanges(field, before, after, plan.firstVerb);
      const exact = sameJson(applyChanges({ [field]: before }, changes)[field], after);
      return exact ? changes : [{ type: 'field', field, before, after }];
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
  return changes.reduce<JsonObject>((current, change) => {
    switch (change.type) {
      case 'created':
        return change.snapshot;
      case 'field':
        return change.key === undefined
          ? withField(current, change.field, change.after)
          : withField(
              current,
              change.field,
              withField(asObject(valueOf(current, change.field)), change.key, change.after),
            );
      case 'items': {
        const members = asArray(valueOf(current, change.field));
        const next = change.verb === 'added' ? [...members, ...change.items] : without(members, change.items);
        return withField(current, change.field, next);
      }
      case 'comment':
      case 'pushed':
      case 'deleted':
        return current;
    }
  }, state);
}

function setChanges(field: string, before: Json, after: Json, firstVerb: ItemsVerb): Change[] {
  const [old, now] = [asArray(before), asArray(after)];
  const added = distinct(without(now, old));
  const removed = distinct(without(old, now));
  const changes: Change[] = [];
  if (added.length > 0) changes.push({ type: 'items', field, verb: 'added', items: added });
  if (removed.length > 0) changes.push({ type: 'items', field, verb: 'removed', items: removed });
  return firstVerb === 'added' ? changes : changes.reverse();
}

function memberChange(field: string, key: string, before: Json, after: Json): Change[] {
  return sameJson(before, after) ? [] : [{ type: 'field', field, key, before, after }];
}

/** Fields may be called like members of every object, such as `toString`. */
function kindOf(field: string, { kinds }: DiffPlan): FieldKind | undefined {
  return Object.hasOwn(kinds, field) ? kinds[field] : undefined;
}

function guessedKind(before: Json, after: Json): FieldKind {
  return isJsonArray(before) && isJsonArray(after) ? 'list' : 'value';
}

function valueOf(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

/** `{ ...object, [key]: value }` would set the prototype for `__proto__`; this keeps it an own key. */
function withField(object: JsonObject, key: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object).filter(([k]) => k !== key), [key, value]]);
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

/** Members of `from` that `taken` does not have. Scalars are looked up in a set: 10,000 members stay cheap. */
function without(from: readonly Json[], taken: readonly Json[]): Json[] {
  const scalars = new Set(taken.filter((item) => typeof item !== 'object'));
  const objects = taken.filter((item) => typeof item === 'object');
  return from.filter((item) =>
    typeof item === 'object' ? !objects.some((other) => sameJson(other, item)) : !scalars.has(item),
  );
}

function distinct(items: readonly Json[]): Json[] {
  return items.filter((item, i) => items.findIndex((other) => sameJson(other, item)) === i);
}
