import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject, sameJson } from '../../domain/json.js';
import { authorJson } from '../author.js';
import type { Byline } from '../byline.js';

/** A case to be created: decoded, not yet checked against anything stored (K15.2). */
export interface NewCase {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly owner: string;
  readonly connector: JsonObject;
  readonly settings: JsonObject;
  readonly severity?: string;
  /** Default: open. The Cases API lets nobody choose it. */
  readonly status?: string;
  readonly assignees?: readonly JsonObject[];
  readonly category?: string | null;
  readonly customFields?: readonly JsonObject[];
}

/** What the activity of a creation shows: the request as sent, completed with the defaults (K4). */
export function createdSnapshot(input: NewCase): JsonObject {
  return { ...attributesOf(input), owner: input.owner };
}

/** The stored attributes of a new case (K15.1). The owner stands in the record's head. */
export function createdState(input: NewCase, { actor, at }: Byline): JsonObject {
  const created = { created_at: at.toISOString(), created_by: authorJson(actor) };
  return {
    ...Object.fromEntries(
      Object.entries(attributesOf(input)).map(([key, value]) => [key, normalizedValue(key, value)]),
    ),
    external_service: null,
    ...created,
    updated_at: null,
    updated_by: null,
    ...closing(created, input.status ?? 'open', { actor, at }),
  };
}

/** What every write to the case or its comments sets (K15.1). */
export function touched(state: JsonObject, { actor, at }: Byline): JsonObject {
  return { ...state, updated_at: at.toISOString(), updated_by: authorJson(actor) };
}

/** What a new status sets besides itself: closing notes when, by whom and after how many whole seconds (K15.1). */
export function closing(state: JsonObject, status: Json, { actor, at }: Byline): JsonObject {
  if (status !== 'closed') return { closed_at: null, closed_by: null, duration: null };
  const created = Date.parse(typeof state['created_at'] === 'string' ? state['created_at'] : '');
  return {
    closed_at: at.toISOString(),
    closed_by: authorJson(actor),
    duration: Number.isNaN(created) ? null : Math.floor((at.getTime() - created) / 1000),
  };
}

/** Assignees without those whose `uid` is empty (K6.1 step 1). */
export function withoutEmptyUids(assignees: readonly Json[]): readonly Json[] {
  return assignees.filter((assignee) => !isJsonObject(assignee) || assignee['uid'] !== '');
}

function attributesOf(input: NewCase): JsonObject {
  return {
    title: input.title,
    description: input.description,
    tags: input.tags,
    connector: input.connector,
    settings: input.settings,
    severity: input.severity ?? 'low',
    status: input.status ?? 'open',
    assignees: withoutEmptyUids(input.assignees ?? []),
    category: input.category ?? null,
    customFields: input.customFields ?? [],
  };
}

/** The value of an attribute as it is stored: texts and tags trimmed, assignees once each (K6.1 step 3). */
export function normalizedValue(key: string, value: Json): Json {
  switch (key) {
    case 'title':
    case 'description':
    case 'category':
      return trimmed(value);
    case 'tags':
      return isJsonArray(value) ? value.map(trimmed) : value;
    case 'assignees':
      return isJsonArray(value) ? distinct(value) : value;
    default:
      return value;
  }
}

function trimmed(value: Json): Json {
  return typeof value === 'string' ? value.trim() : value;
}

function distinct(items: readonly Json[]): Json[] {
  return items.filter((item, i) => items.findIndex((other) => sameJson(other, item)) === i);
}
