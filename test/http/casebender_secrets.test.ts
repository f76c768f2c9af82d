import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Alert, AlertComment } from '../../common/casebender.js';
import { AlertClient } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KeptLog } from '../support/kept_log.js';
import { atMounts } from '../support/mounts.js';
import { keyHash, passwordHash } from '../support/passwords.js';

const LIVE = 'cbr_live_0123456789abcdef';
const PASSWORD = 'correct horse';
const USER = {
  username: 'mira',
  fullName: 'Mira Rojas',
  email: 'mira@corp.example',
  profileUid: 'u_mira_profile',
  passwordHash: passwordHash(PASSWORD),
  roles: ['keeper-of-alerts'],
  picture: 'https://x.example/mira.png',
};
const KEY = { id: 'ci-id', name: 'CI', keyHash: keyHash(LIVE), roles: ['keeper-of-alerts'] };
const ROLE = { name: 'keeper-of-alerts', kibana: [{ base: ['all'], feature: {}, spaces: ['*'] }] };

/** What nobody is told of whom and what there is. */
const SECRETS = [
  ...[LIVE, PASSWORD, USER.email, USER.fullName, USER.profileUid, USER.passwordHash, KEY.keyHash],
  ...[ROLE.name, KEY.id, 'password', 'keyHash', 'Error:', 'node_modules', '.ts:', 'lmdb', 'mongo'],
];
/** What no line of the log has either. */
const UNLOGGED = [LIVE, PASSWORD, USER.passwordHash, KEY.keyHash];

const MIRA = { authorization: `Basic ${Buffer.from(`mira:${PASSWORD}`).toString('base64')}` };
const CI = { authorization: `Bearer ${LIVE}` };

atMounts('what answers about alerts disclose (C11.5)', () => {
  const log = new KeptLog();
  let host: TestHost;
  let client: AlertClient;
  before(async () => {
    const security = { users: [USER], apiKeys: [KEY], roles: [ROLE] };
    host = await startHost({ logger: log, config: { security, casebender: { rateLimits: false } } });
    client = new AlertClient(host);
  });
  after(() => host.stop());

  const send = async (...[method, path, sent = {}]: Parameters<AlertClient['send']>): Promise<Response> => {
    const answer = await client.send(method, path, { headers: MIRA, ...sent });
    const said = `${JSON.stringify(answer.headers)} ${answer.text}`;
    for (const secret of SECRETS) expect(said, `${method} ${path}`).to.not.contain(secret);
    return answer;
  };

  it('is a name and a picture of a user, a name of a key', async () => {
    const body = { id: 'a', title: 'T', severity: 1 };
    const created = await send('post', '/alerts', { body });
    const mira = { username: 'mira', image: USER.picture };
    expect((created.body as { data: Alert }).data.created_by).to.deep.equal(mira);
    const commented = await send('post', '/alerts/a/comments', { body: { body: 'C' } });
    const { data: comment } = commented.body as { data: AlertComment };
    expect(comment.created_by).to.deep.equal(mira);
    await send('patch', '/alerts/a', { body: { title: 'U' }, headers: CI });
    await send('patch', `/alerts/a/comments/${comment.id}`, { body: { body: 'D' } });
    for (const path of ['/alerts', '/alerts/a', '/alerts/a/comments']) {
      expect((await send('get', path)).text, path).to.contain(JSON.stringify(mira));
    }
    const { data } = (await send('get', '/alerts/a/activities')).body as { data: object[] };
    const keys = ['id', 'action', 'username', 'userImage', 'body', 'timeAgo', 'fieldName'];
    for (const activity of data) expect(Object.keys(activity)).to.deep.equal(keys);
    expect(data.map((activity) => Object.values(activity).slice(2, 4) as unknown[])).to.deep.equal([
      ['mira', USER.picture],
      ['CI', null],
      ['mira', USER.picture],
      ['mira', USER.picture],
    ]);
  });

  it('is an e-mail address only where it was typed as that of the assignee', async () => {
    const path = '/alerts/a';
    await client.send('patch', path, { body: { assigned_to: USER.email }, headers: MIRA });
    expect((await client.get(path, MIRA)).body.data).to.include({ assigned_to: USER.email });
    await client.send('patch', path, { body: { assigned_to: null }, headers: MIRA });
    await send('get', path);
  });

  it('is nothing when something is refused, nor in the log', async () => {
    const wrong = { authorization: `${CI.authorization}0` };
    const answers = [
      await send('get', '/alerts/a', { headers: wrong }),
      await send('get', '/alerts/none', { headers: CI }),
      await send('get', '/alerts?nope=1'),
      await send('post', '/alerts', {
        body: '{"title":',
        headers: { ...MIRA, 'content-type': 'application/json' },
      }),
      await send('post', '/alerts', { body: { id: 'a', title: 'T', severity: 1 } }),
      await send('put', '/alerts/a'),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 404, 400, 400, 409, 405]);
    for (const { text } of log.lines) for (const secret of UNLOGGED) expect(text).to.not.contain(secret);
  });
});
