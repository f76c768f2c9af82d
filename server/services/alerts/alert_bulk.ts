import { Readable } from 'node:stream';
import type { Access } from '../../access/access.js';
import type { JsonObject } from '../../domain/json.js';
import type { ActivityStore } from '../../domain/store.js';
import { recalled } from '../idempotency/recent_keys.js';
import type { Repeatable } from '../idempotency/repeatable.js';
import type { AlertChangeDependencies, ChangedAlert } from './alert_change.js';
import { changeAlert } from './alert_change.js';
import type { AlertPatch } from './alert_fields.js';
import { alertTags, patchedAlert } from './alert_fields.js';
import { alertSubject } from './existing_alert.js';

/** So many alerts are changed at a time: enough to share what a commit costs, few enough to let others through. */
const PARALLEL = 8;

/** What many alerts get; `tags` are added to those that there are (C9.5). */
export type AlertBulkPatch = Pick<
  AlertPatch,
  'status' | 'severity' | 'assigned_to' | 'tags' | 'custom_fields'
>;

/** Which alerts, and what they get. */
export interface AlertBulk {
  /** Distinct. */
  readonly ids: readonly string[];
  readonly updates: AlertBulkPatch;
}

/** An alert that was not changed, and why. */
export interface BulkFailure {
  readonly id: string;
  readonly error: unknown;
}

/** How many alerts have the values now, and which have not, in the order of the request. */
export interface BulkOutcome {
  readonly updated: number;
  readonly failures: readonly BulkFailure[];
  /** Whether the same request has changed some of them before, and this one changed nothing. */
  readonly replayed: boolean;
}

/**
 * Changes alerts, each by itself and as `changeAlert` does. Whatever goes wrong with one is said of that one.
 * @throws IDEMPOTENCY_KEY_REUSED when one of the alerts remembers the key with another body; nothing was changed
 */
export async function changeAlerts(
  deps: AlertChangeDependencies,
  access: Access,
  { ids, updates }: AlertBulk,
  request: Repeatable | undefined,
): Promise<BulkOutcome> {
  if (request !== undefined) await ensureNotReused(deps.store, access, ids, request);
  const errors = new Map<string, unknown>();
  const changedBy = new Set<ChangedAlert['by']>();
  const change = { wanted: (state: JsonObject): JsonObject => withUpdates(state, updates), request };
  await forEachOf(ids, async (id) => {
    try {
      changedBy.add((await changeAlert(deps, access, id, change)).by);
    } catch (error) {
      errors.set(id, error);
    }
  });
  const failures = ids.flatMap((id) => (errors.has(id) ? [{ id, error: errors.get(id) }] : []));
  const replayed = changedBy.has('the same request before') && !changedBy.has('this request');
  return { updated: ids.length - failures.length, failures, replayed };
}

/** One after the other: a head may be large, and several hundred of them are not held at once. */
function ensureNotReused(
  store: ActivityStore,
  access: Access,
  ids: readonly string[],
  request: Repeatable,
): Promise<void> {
  return forEachOf(ids, async (id) => {
    const head = await store.head(alertSubject(access, id));
    if (head !== undefined) recalled(head, request);
  });
}

function forEachOf(ids: readonly string[], step: (id: string) => Promise<void>): Promise<void> {
  return Readable.from(ids).forEach(step, { concurrency: PARALLEL });
}

/** The state with these updates; tags that are there already are not added. */
function withUpdates(state: JsonObject, { tags = [], ...updates }: AlertBulkPatch): JsonObject {
  const old = alertTags(state);
  const added = tags.filter((tag) => !old.includes(tag));
  const wanted = patchedAlert(state, updates);
  return added.length === 0 ? wanted : { ...wanted, tags: [...old, ...added] };
}
