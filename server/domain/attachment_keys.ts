import { isJsonArray, isJsonObject } from './json.js';
import type { Attachment } from './record.js';

/** Whoever looks for records by an attachment looks for one of its keys. */
export interface AttachmentQuery {
  readonly space: string;
  readonly kind: string;
  readonly key: string;
  /** At most 1,000. */
  readonly limit: number;
}

/** The key of an attachment with this id. */
export function attachmentKey(id: string): string {
  return `id:${id}`;
}

/** The key of whatever attaches this alert (K5). */
export function attachedAlertKey(alertId: string): string {
  return `alert:${alertId}`;
}

/** What an attachment is found by without its record: its id, and the alerts that it attaches. Each once. */
export function attachmentKeys({ id, state }: Attachment): readonly string[] {
  const { body } = state;
  const alertIds = isJsonObject(body) && body['type'] === 'alert' ? body['alertId'] : undefined;
  const alerts = isJsonArray(alertIds) ? alertIds : [alertIds];
  const keys = alerts.flatMap((alert) => (typeof alert === 'string' ? attachedAlertKey(alert) : []));
  return [...new Set([attachmentKey(id), ...keys])];
}
