import type { Access } from '../../../access/access.js';
import type { Subject } from '../../../domain/activity.js';
import type { Attachment, RecordHead, RecordSave } from '../../../domain/record.js';
import { clampedTime } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { Byline } from '../../byline.js';
import { bylineOf } from '../../byline.js';
import type { RecordGuard } from '../../record_guard.js';
import { present } from '../../record_guard.js';
import type { Attempt, WriteDoor } from '../../write_door.js';
import { attachedAlerts } from './comment_body.js';
import type { Commented } from './comment_mutations.js';
import { commentRemoval } from './comment_mutations.js';
import { portionsOf } from './comment_portions.js';
import { partOf } from './comment_place.js';

/** What a removal of comments works with. */
export interface CommentRemovalDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
}

/** Comments that one commit removes. */
interface Portion {
  readonly subject: Subject;
  readonly ids: readonly string[];
  readonly now: Date;
}

/**
 * Removes what is left of the comments of a case, in their order and at one time; many or large ones by several
 * commits. Who may not remove one of a case may remove none.
 * @throws FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
 */
export async function removeComments(
  deps: CommentRemovalDependencies,
  access: Access,
  { head: { subject }, attachments }: Commented,
): Promise<void> {
  const now = deps.clock();
  for (const ids of portionsOf(attachments)) {
    await deps.door.write(access, () => attempt(deps, access, { subject, ids, now }));
  }
}

async function attempt(
  { store, guard }: CommentRemovalDependencies,
  access: Access,
  { subject, ids, now }: Portion,
): Promise<Attempt<void>> {
  const head = present(await store.head(subject));
  const removed = (await store.attachments(subject, ids)).filter((one) => one !== undefined);
  if (head === undefined || removed.length === 0) return { writes: [], result: undefined };
  const parts = removed.map((comment) => partOf(comment, head));
  guard.admitToParts(access, 'deleteComment', head, parts);
  const byline = bylineOf(access, clampedTime(head, now));
  return { writes: [await removalOf(store, head, removed, byline)], result: undefined };
}

/** The write that removes these comments. All of the case are read only where it has to be known which alerts are left. */
export async function removalOf(
  store: ActivityStore,
  head: RecordHead,
  removed: readonly Attachment[],
  byline: Byline,
): Promise<RecordSave> {
  const hasAlerts = attachedAlerts(removed).size > 0;
  const attachments = hasAlerts ? ((await store.record(head.subject))?.attachments ?? []) : undefined;
  return commentRemoval({ head, attachments }, removed, byline);
}
