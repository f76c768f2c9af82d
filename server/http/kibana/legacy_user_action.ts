import type { Activity, Actor } from '../../domain/activity.js';
import { presentContent } from './present_content.js';
import { presentUser } from './present_user.js';

/** JSON texts of the activities in the legacy envelope, in the same order and portions (K3.1). */
export async function* legacyUserActions(
  portions: AsyncIterable<readonly Activity[]>,
): AsyncGenerator<readonly string[]> {
  const text = legacyWriter();
  for await (const activities of portions) yield activities.map(text);
}

/**
 * JSON text of one activity after another, keys in the order of the published example (K3.1):
 * put together, not built and walked. Neighbouring entries mostly share their record, time and actor.
 */
function legacyWriter(): (activity: Activity) => string {
  const owner = remembered<string>(Object.is, (id) => JSON.stringify(id));
  const caseId = remembered<string>(Object.is, (id) => JSON.stringify(id));
  const time = remembered<number>(Object.is, (at) => new Date(at).toISOString());
  const user = remembered<Actor>(isSame, (actor) => JSON.stringify(presentUser(actor)));
  return (activity) => {
    const { type, action, payload } = presentContent(activity);
    const { change } = activity;
    const commentId = change.type === 'comment' ? JSON.stringify(change.commentId) : 'null';
    return (
      `{"created_at":"${time(activity.at.getTime())}","created_by":${user(activity.actor)}` +
      `,"owner":${owner(activity.owner)},"action":"${action}","payload":${JSON.stringify(payload)}` +
      `,"type":"${type}","action_id":${JSON.stringify(activity.id)}` +
      `,"case_id":${caseId(activity.subject.id)},"comment_id":${commentId}}`
    );
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
