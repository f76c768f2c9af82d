import { expect } from 'chai';
import type { KibanaCasePeople } from '../../common/kibana_overview.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aUser, expectError, KibanaClient } from '../support/kibana.js';
import { atMounts } from '../support/mounts.js';

const PICTURE = 'https://x.example/mira.png';
const nobody = { username: null, full_name: null, email: null };
const tom = { username: 'tom', full_name: null, email: null };

atMounts('GET /internal/cases/{case_id}/_users (K10)', () => {
  let host: TestHost;
  before(async () => {
    const mira = {
      fullName: 'Mira Example',
      email: 'mira@example.com',
      profileUid: 'u_mira_0',
      picture: PICTURE,
    };
    host = await startHost({
      config: {
        security: {
          users: [
            { ...aUser('mira', 'superuser'), ...mira },
            aUser('tom', 'superuser'),
            { ...aUser('ida', 'superuser'), profileUid: 'u_ida_0' },
          ],
        },
      },
    });
  });
  after(() => host.stop());

  const as = (username: string) => new KibanaClient(host, { username });
  const usersOf = (id: string) => as('mira').send('get', `/internal/cases/${id}/_users?any=1`);
  const people = async (id: string): Promise<KibanaCasePeople> => {
    const { status, body } = await usersOf(id);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as KibanaCasePeople;
  };
  const mira = {
    user: { username: 'mira', full_name: 'Mira Example', email: 'mira@example.com' },
    uid: 'u_mira_0',
    avatar: { imageUrl: PICTURE },
  };
  const ida = { user: { username: 'ida', full_name: null, email: null }, uid: 'u_ida_0', avatar: {} };

  it('names who has done something, once each and by name, and who reported the case', async () => {
    const { id } = await as('tom').create();
    await as('mira').comment(id);
    await as('tom').comment(id);
    await as('mira').comment(id);
    expect(await people(id)).to.deep.equal({
      participants: [mira, { user: tom }],
      reporter: { user: tom },
      assignees: [],
      unassignedUsers: [],
    });
  });

  it('names who is assigned, in their order, and who was, unless they have done something', async () => {
    const uids = (...names: readonly string[]) => names.map((name) => ({ uid: `u_${name}_0` }));
    const { id, version } = await as('tom').create({ assignees: uids('gone', 'ida', 'mira') });
    const change = (assignees: object[], seen: string) =>
      as('mira').patch({ id, version: seen }, { assignees });
    expect((await change(uids('zoe', 'ida'), version)).status).to.equal(200);
    expect((await change(uids('ida', 'lea'), (await as('tom').get(id)).version)).status).to.equal(200);
    expect(await people(id)).to.deep.equal({
      participants: [mira, { user: tom }],
      reporter: { user: tom },
      assignees: [ida, { user: nobody, uid: 'u_lea_0' }],
      unassignedUsers: [
        { user: nobody, uid: 'u_gone_0' },
        { user: nobody, uid: 'u_zoe_0' },
      ],
    });
  });

  it('takes names as they were recorded last where there is no profile, and nobody for unknown', async () => {
    const subject = { space: 'default', kind: 'incident', id: 'INC-1' };
    const write = (actor: object, title: string, before?: string) =>
      host.activity.record({
        ...{ subject, owner: 'cases', actor: actor as { kind: 'user' } },
        ...(before !== undefined && { before: { title: before } }),
        after: { title },
      });
    await write({ kind: 'user', username: 'zed', fullName: 'Before' }, 'a');
    await write({ kind: 'user', username: 'zed', fullName: 'After', profileUid: 'u_zed_0' }, 'b', 'a');
    await write({ kind: 'anonymous' }, 'c', 'b');
    await write({ kind: 'system' }, 'd', 'c');
    const { participants, reporter } = await people('INC-1');
    expect(participants).to.deep.equal([
      { user: nobody },
      { user: { ...nobody, username: 'elastic/kibana' } },
      { user: { username: 'zed', full_name: 'After', email: null }, uid: 'u_zed_0' },
    ]);
    expect(reporter.user.full_name).to.equal('Before');
  });

  it('knows no case that is not there', async () => {
    expectError(await usersOf('none'), 404, 'Saved object [cases/none] not found');
  });
});
