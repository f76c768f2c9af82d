import type { Change } from '../../../domain/activity.js';
import { fieldChanges } from '../../../domain/changes.js';
import { isJsonArray, isJsonObject, sameJson } from '../../../domain/json.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import { KeyedMembers, keyOf } from '../../../domain/keyed_members.js';
import type { Touch, TouchedFields } from './touched_fields.js';

/** How a field differs between two moments, whatever happened in between. */
export type NetChange =
  Omit<Extract<Change, { type: 'field' }>, 'type'> | Omit<Extract<Change, { type: 'items' }>, 'type'>;

/**
 * How the touched fields differ between two states: by field, then by key, removed members before added ones. An
 * absent field and one that is `null` are the same; so are an absent set and an empty one.
 */
export function netChanges(before: JsonObject, after: JsonObject, touched: TouchedFields): NetChange[] {
  return touched
    .list()
    .flatMap(([field, touch]) => changesOf(field, valueOf(before, field), valueOf(after, field), touch));
}

function changesOf(field: string, before: Json, after: Json, touch: Touch): NetChange[] {
  if (touch.by === 'keys') {
    const [old, now] = [membersOf(before), membersOf(after)];
    const changes = old && now && memberChanges(field, old, now, touch.keys);
    if (changes !== undefined && leadTo(before, changes, after)) return changes;
  }
  const kind = touch.by === 'items' && isSet(before) && isSet(after) ? 'set' : 'value';
  const changes = fieldChanges(field, before, after, { kind, firstVerb: 'removed' });
  return changes.flatMap((change) => {
    if (change.type !== 'field' && change.type !== 'items') return [];
    const { type: _, ...rest } = change;
    return [rest];
  });
}

/** Whether the changes lead to what is there: where members are of no one sort, they may make a list of an object. */
function leadTo(before: Json, changes: readonly MemberChange[], after: Json): boolean {
  const [reached, wanted] = [new KeyedMembers(before), new KeyedMembers(after)];
  for (const change of changes) reached.set(change.key, change.after);
  const [found, there] = [filledIn(reached), filledIn(wanted)];
  if (found.size !== there.size || (found.size > 0 && reached.isList !== wanted.isList)) return false;
  return [...found].every(([key, member]) => sameJson(member, there.get(key)));
}

function filledIn({ all }: KeyedMembers): Members {
  return new Map([...all].filter(([, member]) => member !== null));
}

function memberChanges(
  field: string,
  before: Members,
  after: Members,
  keys: ReadonlySet<string>,
): MemberChange[] {
  return [...keys].sort().flatMap((key) => {
    const [old, now] = [before.get(key) ?? null, after.get(key) ?? null];
    return sameJson(old, now) ? [] : [{ field, key, before: old, after: now }];
  });
}

function isSet(value: Json): boolean {
  return value === null || isJsonArray(value);
}

type Members = ReadonlyMap<string, Json>;

type MemberChange = Extract<NetChange, { before: Json }> & { readonly key: string };

/** What stands under keys in an object or in a list of objects that have a `key`; `undefined`: it is neither. */
function membersOf(value: Json): Members | undefined {
  if (value === null) return new Map();
  if (isJsonObject(value)) return new Map(Object.entries(value));
  if (!isJsonArray(value)) return undefined;
  const members = value.flatMap((item) => {
    const key = keyOf(item);
    return key === undefined ? [] : [[key, item] as const];
  });
  return members.length === value.length ? new Map(members) : undefined;
}

function valueOf(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}
