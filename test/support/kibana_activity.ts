import type { KibanaUserAction } from '../../common/kibana_activity.js';
import type { Activity, Change } from '../../server/domain/activity.js';
import type { Json } from '../../server/domain/json.js';
import { userActionWriter } from '../../server/http/kibana/answer/user_action_presenter.js';

/** An entry of a record of the host. */
export function anActivity(change: Change, over: Partial<Activity> = {}): Activity {
  return {
    id: '0d7a3f5c-2a44-4e0b-8f3f-3f1c2c8e7b01',
    seq: 1,
    subject: { space: 'default', kind: 'incident', id: 'INC "1"' },
    owner: 'observability',
    at: new Date('2025-03-04T08:15:30.120Z'),
    actor: { kind: 'user', username: 'mira', fullName: 'Mira Example', email: 'mira@example.com' },
    change,
    ...over,
  };
}

/** The JSON texts of the entries in the legacy envelope. */
export function legacyTexts(activities: readonly Activity[]): Promise<string[]> {
  return Promise.resolve(activities.map(userActionWriter()));
}

/** The change as a user action in the legacy envelope. */
export async function presented(change: Change, over: Partial<Activity> = {}): Promise<KibanaUserAction> {
  const [text = ''] = await legacyTexts([anActivity(change, over)]);
  return JSON.parse(text) as KibanaUserAction;
}

/** A changed field. */
export const fieldChange = (name: string, after: Json, before: Json = null): Change => ({
  type: 'field',
  field: name,
  before,
  after,
});
