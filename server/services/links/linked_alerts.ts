import type { Subject } from '../../domain/activity.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray } from '../../domain/json.js';
import type { RecordHead, RecordSave } from '../../domain/record.js';
import { continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { alertLink } from '../alerts/alert_mutations.js';
import type { Byline } from '../byline.js';

/** At most so many alerts are linked to one case (C9.6), and are linked or unlinked by one commit. */
export const MAX_LINKED_ALERTS = 100;

/** So large are the alerts of one commit together, in characters of JSON: what is written at once keeps others waiting. */
export const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Read at a time: an alert may have a megabyte. */
const PORTION = 5;

/** An alert that was asked for, and how large it is. */
export interface ReadAlert {
  readonly head: RecordHead | undefined;
  /** Characters of JSON. */
  readonly characters: number;
}

/** The alerts of these names, each in its place; no more of them are held than are asked for. */
export async function* alertsIn(
  store: ActivityStore,
  subjects: readonly Subject[],
): AsyncGenerator<ReadAlert> {
  const turns = new EventLoopTurns();
  for (let i = 0; i < subjects.length; i += PORTION) {
    for (const head of await store.heads(subjects.slice(i, i + PORTION))) {
      yield await turns.run(() => ({ head, characters: JSON.stringify(head?.state ?? null).length }));
    }
  }
}

/** The alerts that a case in this state was created from: `alert_ids`, distinct, at most 100. Any of them may be gone. */
export function alertIdsOf({ alert_ids: ids }: JsonObject): readonly string[] {
  const texts = isJsonArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  return [...new Set(texts)].slice(0, MAX_LINKED_ALERTS);
}

/** The case that an alert in this state is linked to; `undefined`: none. */
export function caseIdOf({ case_id: id }: JsonObject): Json | undefined {
  return id ?? undefined;
}

/**
 * Links the alert to the case or, with null, unlinks it, with its one entry; nothing where it is so.
 * @throws HISTORY_FULL
 */
export function withCase(alert: RecordHead, caseId: string | null, byline: Byline): RecordSave[] {
  const mutation = alertLink(alert, caseId, byline);
  return mutation === undefined ? [] : [continuation(alert, mutation)];
}
