import type { Actor } from '../domain/activity.js';
import { ACTOR_KINDS } from '../domain/activity.js';
import type { Json, JsonObject } from '../domain/json.js';
import { isJsonObject } from '../domain/json.js';

/** An author as `created_by` and its like of a record's state have them: members without a value are left out. */
export function authorJson(author: Actor): JsonObject {
  const { kind, username, fullName, email, profileUid, picture } = author;
  const entries = Object.entries({ kind, username, fullName, email, profileUid, picture });
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** The author that `authorJson` was given; `undefined` for null and for anything that is none. */
export function authorFrom(json: Json | undefined): Actor | undefined {
  if (!isJsonObject(json)) return undefined;
  const kind = ACTOR_KINDS.find((known) => known === json['kind']);
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

function textOf(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}
