import type { Actor } from '../domain/activity.js';
import type { Json, JsonObject } from '../domain/json.js';
import { isJsonObject } from '../domain/json.js';

/** The actor as `created_by` and its like are stored in a case's state: keys without a value are left out. */
export function actorJson(actor: Actor): JsonObject {
  const { kind, username, fullName, email, profileUid, picture } = actor;
  const entries = Object.entries({ kind, username, fullName, email, profileUid, picture });
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** The actor that `actorJson` was given; `undefined` for null and for anything that is no actor. */
export function actorFrom(json: Json | undefined): Actor | undefined {
  if (!isJsonObject(json)) return undefined;
  const kind = KINDS.find((known) => known === json['kind']);
  if (kind === undefined) return undefined;
  return {
    kind,
    username: textOf(json, 'username'),
    fullName: textOf(json, 'fullName'),
    email: textOf(json, 'email'),
    profileUid: textOf(json, 'profileUid'),
    picture: textOf(json, 'picture'),
  };
}

const KINDS: readonly Actor['kind'][] = ['user', 'key', 'system', 'anonymous'];

function textOf(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}
