import type { Actor } from '../../domain/activity.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';
import { authorFrom, authorJson } from '../author.js';

/** How far the deletion of a space is: what every process of the store knows of it. */
export interface SpaceDeletion {
  /** Who wants it. */
  readonly by: Actor;
  /** How many records are gone. */
  readonly removed: number;
  /** When somebody last got on with it, in epoch milliseconds. */
  readonly touched: number;
}

/** The deletion as the registry keeps it, beside the space's own members. */
export function deletionJson({ by, removed, touched }: SpaceDeletion): JsonObject {
  return { by: authorJson(by), removed, touched };
}

/** The deletion that `deletionJson` was given; `undefined` for anything that is none. */
export function deletionFrom(json: Json | undefined): SpaceDeletion | undefined {
  if (!isJsonObject(json)) return undefined;
  const { removed, touched } = json;
  const by = authorFrom(json['by']);
  if (by === undefined || typeof removed !== 'number' || typeof touched !== 'number') return undefined;
  return { by, removed, touched };
}
