import type { AlertActivity } from '../../../../common/casebender.js';
import { ALERT_KIND } from '../../../../common/constants.js';
import type { Activity, Change } from '../../../domain/activity.js';
import { activityIdOf } from '../../../services/alerts/alert_activity_id.js';
import { fieldNameOf, sentenceOf } from '../../prose/sentence.js';
import { timeAgo } from '../../prose/time_ago.js';
import type { View } from './user_presenter.js';
import { toUser } from './user_presenter.js';

/** An entry of the history of record `number` on the wire: exactly these keys in this order (C2.2). */
export function toActivity(activity: Activity, number: number, view: View): AlertActivity {
  const { username, image } = toUser(activity.actor, view);
  return {
    id: activityIdOf(number, activity.seq),
    action: actionOf(activity.change),
    username,
    userImage: image,
    body: sentenceOf(activity.change, view.language, ALERT_KIND),
    timeAgo: timeAgo(activity.at, view.now, view.language.locale),
    fieldName: fieldNameOf(activity.change),
  };
}

function actionOf(change: Change): string {
  switch (change.type) {
    case 'created':
    case 'deleted':
    case 'pushed':
      return change.type;
    case 'field':
      return 'updated';
    case 'items':
      return change.verb;
    case 'comment':
      return COMMENT_ACTIONS[change.verb];
    case 'statement':
      // Kinds that have statements are served by no other dialect (N11.1).
      return 'updated';
  }
}

const COMMENT_ACTIONS = {
  created: 'commentAdded',
  updated: 'commentUpdated',
  deleted: 'commentDeleted',
} as const;
