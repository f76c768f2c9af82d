import { attachedAlertKey } from '../../server/domain/attachment_keys.js';
import type { Attachment, AttachmentWrite } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { anAttachment } from './records.js';

/** An attachment that attaches alerts. */
export function anAlertAttachment(id: string, alerts: string | readonly string[], revision = 1): Attachment {
  return anAttachment({ id, revision, state: { body: { type: 'alert', alertId: alerts } } });
}

/** The write that puts an attachment. */
export function aPut(attachment: Attachment): AttachmentWrite {
  return { type: 'put', attachment };
}

/** Ids of the cases in the default space that have an attachment with the key. */
export async function attachedTo(
  store: ActivityStore,
  key: string,
  over: { readonly space?: string; readonly kind?: string; readonly limit?: number } = {},
): Promise<readonly string[]> {
  const subjects = await store.attachedTo({ space: 'default', kind: 'case', key, limit: 1_000, ...over });
  return subjects.map(({ id }) => id);
}

/** Ids of the cases in the default space to which the alert is attached. */
export function casesOf(store: ActivityStore, alert: string): Promise<readonly string[]> {
  return attachedTo(store, attachedAlertKey(alert));
}
