import { ALERT_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { PresentHead } from '../record_guard.js';
import { present } from '../record_guard.js';

/** The alert of this id in the caller's space. */
export function alertSubject(access: Access, id: string): Subject {
  return { space: access.space.id, kind: ALERT_KIND, id };
}

/**
 * The alert, whoever may see it.
 * @throws RECORD_NOT_FOUND
 */
export async function existingAlert(store: ActivityStore, access: Access, id: string): Promise<PresentHead> {
  return presentAlert(await store.head(alertSubject(access, id)));
}

/**
 * The alert, unless it was never recorded or has been deleted.
 * @throws RECORD_NOT_FOUND
 */
export function presentAlert(head: RecordHead | undefined): PresentHead {
  const found = present(head);
  if (found === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'There is no such alert.');
  return found;
}
