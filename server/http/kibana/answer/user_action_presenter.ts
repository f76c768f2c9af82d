import type { Activity, Actor } from '../../../domain/activity.js';
import { versionToken } from '../../../services/cases/case_version.js';
import { toContent } from './content_presenter.js';
import { toUser } from './user_presenter.js';

/** Puts what all envelopes have and what one has alone into its order (K3.1). */
type Envelope = (shared: string, activity: Activity, ids: { caseId: string; commentId: string }) => string;

/** R1: keys in the order of the published example. */
const legacy: Envelope = (shared, { id }, { caseId, commentId }) =>
  `{${shared},"action_id":${JSON.stringify(id)},"case_id":${caseId},"comment_id":${commentId}}`;

/** R2, R3. */
const found: Envelope = (shared, { id, seq }, { commentId }) =>
  `{"id":${JSON.stringify(id)},"version":"${versionToken(seq)}",${shared},"comment_id":${commentId}}`;

/** One activity after another in the legacy envelope. */
export const userActionWriter = (): ((activity: Activity) => string) => writerOf(legacy);

/** One activity after another as pages show it. */
export const userActionItemWriter = (): ((activity: Activity) => string) => writerOf(found);

/**
 * Makes the JSON text of one activity after another: put together, not built and walked. Neighbouring entries mostly
 * share their record, time and actor.
 */
function writerOf(envelope: Envelope): (activity: Activity) => string {
  const owner = remembered<string>(Object.is, (id) => JSON.stringify(id));
  const caseId = remembered<string>(Object.is, (id) => JSON.stringify(id));
  const time = remembered<number>(Object.is, (at) => new Date(at).toISOString());
  const user = remembered<Actor>(isSame, (actor) => JSON.stringify(toUser(actor)));
  return (activity) => {
    const { type, action, payload } = toContent(activity);
    const { change } = activity;
    const commentId = change.type === 'comment' ? JSON.stringify(change.commentId) : 'null';
    const shared =
      `"created_at":"${time(activity.at.getTime())}","created_by":${user(activity.actor)}` +
      `,"owner":${owner(activity.owner)},"action":"${action}","payload":${JSON.stringify(payload)}` +
      `,"type":"${type}"`;
    return envelope(shared, activity, { caseId: caseId(activity.subject.id), commentId });
  };
}

/** A function that makes its text anew only for a value that is not the one before. */
function remembered<T>(same: (a: T, b: T) => boolean, textOf: (value: T) => string): (value: T) => string {
  let last: { readonly value: T; readonly text: string } | undefined;
  return (value) => {
    if (last === undefined || !same(last.value, value)) last = { value, text: textOf(value) };
    return last.text;
  };
}

function isSame(a: Actor, b: Actor): boolean {
  return (
    a.kind === b.kind &&
    a.username === b.username &&
    a.fullName === b.fullName &&
    a.email === b.email &&
    a.profileUid === b.profileUid
  );
}
