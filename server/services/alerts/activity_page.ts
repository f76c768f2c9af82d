import type { Activity } from '../../domain/activity.js';
import type { ActivityStore } from '../../domain/store.js';
import type { VisibleHead } from '../record_guard.js';
import { activityIdParts } from './alert_activity_id.js';
import { invalid } from './alert_fault.js';

/** Which part of an alert's history is asked for, newest first. */
export interface ActivityPageInput {
  /** From 1. */
  readonly page: number;
  readonly limit: number;
  /** Numeric id of an activity: only it and older ones count (C2.4). */
  readonly asOf?: number | undefined;
}

/** A page of an alert's history; `newest` is the `seq` of the newest entry counted, and so the total. */
export interface ActivityPage {
  readonly head: VisibleHead;
  /** In portions; read when they are asked for. */
  readonly activities: AsyncIterable<readonly Activity[]>;
  readonly newest: number;
}

/**
 * The page of the history of a record that its caller may see.
 * @throws INVALID_REQUEST when `asOf` is no activity of it
 */
export function activityPage(
  store: ActivityStore,
  head: VisibleHead,
  { page, limit, asOf }: ActivityPageInput,
): ActivityPage {
  const from = asOf === undefined ? undefined : activityIdParts(asOf);
  if (from !== undefined && (from.number !== head.number || from.seq < 1 || from.seq > head.seq)) {
    throw invalid({ fault: 'parameter', name: 'as_of' });
  }
  const newest = from?.seq ?? head.seq;
  const window = { order: 'desc', skip: (page - 1) * limit, limit, upTo: newest } as const;
  return { head, activities: store.entries(head, window), newest };
}
