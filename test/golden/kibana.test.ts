import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aUser, KibanaClient } from '../support/kibana.js';

/** The published example, keys in its order. */
const PUBLISHED = `[
  {
    "created_at":"2022-07-14T20:11:24.947Z",
    "created_by":{
      "username":"elastic",
      "email":null,
      "full_name":null
    },
    "owner":"cases",
    "action":"create",
    "payload":{
      "description":"A case description",
      "title":"Case title 1",
      "tags":["tag 1"],
      "connector":{
        "name":"none",
        "type":".none",
        "fields":null,
        "id":"none"
      },
      "settings":{"syncAlerts":true},
      "owner":"cases",
      "severity":"low",
      "status":"open"
    },
    "type":"create_case",
    "action_id":"22fd3e30-03b1-11ed-920c-974bfa104448",
    "case_id":"22df07d0-03b1-11ed-920c-974bfa104448",
    "comment_id":null
  },
  {
    "created_at":"2022-07-14T20:12:53.354Z",
    "created_by":{
      "username":"elastic",
      "email":null,
      "full_name":null
    },
    "owner":"cases",
    "action":"create",
    "payload":{
      "comment":{
        "type":"user",
        "owner":"cases",
        "comment":"A new comment"
      }
    },
    "type":"comment",
    "action_id":"57af14a0-03b1-11ed-920c-974bfa104448",
    "case_id":"22df07d0-03b1-11ed-920c-974bfa104448",
    "comment_id":"578608d0-03b1-11ed-920c-974bfa104448"
  }
]`;

/** What 8.19 adds to a `create_case` payload; the example is of 2022. */
const ADDED_LATER = ['assignees', 'category', 'customFields'];

const TIMES = ['2022-07-14T20:11:24.947Z', '2022-07-14T20:12:53.354Z'];

/** The text with ids replaced by their names and without the keys of later versions; the order of keys stays. */
function comparable(text: string, ids: Readonly<Record<string, string>>): string {
  const value = JSON.parse(text, (key, member: unknown) =>
    ADDED_LATER.includes(key) ? undefined : member,
  ) as unknown;
  return Object.entries(ids).reduce(
    (json, [name, id]) => json.replaceAll(id, name),
    JSON.stringify(value, null, 1),
  );
}

atMounts('the published example of a case activity answer (K21)', () => {
  let host: TestHost;
  let now = 0;
  before(async () => {
    host = await startHost({
      clock: () => new Date(TIMES[now] ?? ''),
      config: { security: { users: [aUser('elastic', 'superuser')] } },
    });
  });
  after(() => host.stop());

  it('is reproduced: same keys in the same order, same values up to ids', async () => {
    const kibana = new KibanaClient(host, { username: 'elastic' });
    const { id } = await kibana.create({
      description: 'A case description',
      title: 'Case title 1',
      tags: ['tag 1'],
    });
    now = 1;
    const { comments } = await kibana.comment(id, { comment: 'A new comment' });
    const response = await kibana.send('get', `/api/cases/${id}/user_actions`);
    const [created, commented] = await kibana.actions(id);

    const published = comparable(PUBLISHED, {
      first: '22fd3e30-03b1-11ed-920c-974bfa104448',
      second: '57af14a0-03b1-11ed-920c-974bfa104448',
      case: '22df07d0-03b1-11ed-920c-974bfa104448',
      comment: '578608d0-03b1-11ed-920c-974bfa104448',
    });
    const ours = comparable(response.text, {
      first: created?.action_id ?? '',
      second: commented?.action_id ?? '',
      case: id,
      comment: comments[0]?.id ?? '',
    });
    expect(ours.split('\n')).to.deep.equal(published.split('\n'));
  });
});
