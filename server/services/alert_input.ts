import type { Activity } from '../domain/activity.js';
import type { RecordHead } from '../domain/record.js';
import type { AlertFields, AlertPatch } from './alert_fields.js';

/** A new alert; `id` is a UUID and `owner` the configured one unless given. */
export interface NewAlert {
  readonly id?: string | undefined;
  readonly owner?: string | undefined;
  readonly fields: AlertPatch & Pick<AlertFields, 'title' | 'severity'>;
}

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
  readonly head: RecordHead;
  readonly activities: readonly Activity[];
  readonly newest: number;
}
