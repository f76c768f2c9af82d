import { expect } from 'chai';
import type { JsonObject } from '../../server/domain/json.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aUser, expectError, KibanaClient } from '../support/kibana.js';
import { queryText } from '../support/kibana_case_lists.js';
import { got, namesOf, REPORTERS, TAGS } from '../support/kibana_tags_reporters.js';
import { atMounts } from '../support/mounts.js';

atMounts('the tags and reporters of cases (K15.5)', () => {
  let host: TestHost;
  let now = new Date('2025-03-04T08:00:00.000Z');
  before(async () => {
    host = await startHost({
      clock: () => now,
      config: {
        security: {
          users: [
            { ...aUser('noah', 'superuser'), fullName: 'Noah N.', email: 'noah@example.com' },
            { ...aUser('Zoe', 'superuser'), profileUid: 'u_zoe_0' },
            aUser('mira', 'superuser'),
          ],
        },
      },
    });
  });
  after(() => host.stop());

  function as(username: string): KibanaClient {
    return new KibanaClient(host, { username });
  }

  async function create(
    username: string,
    over: object,
  ): Promise<{ readonly id: string; readonly version: string }> {
    now = new Date(now.getTime() + 1000);
    return as(username).create({ ...over });
  }

  it('are none where there are no cases', async () => {
    expect(await got(as('mira'), TAGS)).to.deep.equal([]);
    expect(await got(as('mira'), REPORTERS)).to.deep.equal([]);
  });

  it('are each there once, ascending', async () => {
    await create('noah', { tags: ['vpn', 'mail'], owner: 'observability' });
    await create('Zoe', { tags: ['mail', 'España', '__proto__'] });
    await create('mira', { tags: [], owner: 'securitySolution' });
    const gone = await create('mira', { tags: ['gone', 'vpn'] });
    const changed = await create('noah', { tags: ['before'] });
    expect((await as('mira').patch(changed, { tags: ['a', 'Z'] })).status).to.equal(200);
    await as('mira').send('delete', `/api/cases?ids=${encodeURIComponent(JSON.stringify([gone.id]))}`);
    expect(await got(as('mira'), TAGS)).to.deep.equal(['España', 'Z', '__proto__', 'a', 'mail', 'vpn']);
    expect(await got(as('mira'), REPORTERS)).to.deep.equal([
      { username: 'Zoe', email: null, full_name: null, profile_uid: 'u_zoe_0' },
      { username: 'mira', email: null, full_name: null },
      { username: 'noah', email: 'noah@example.com', full_name: 'Noah N.' },
    ]);
  });

  it('are those of the owners that are asked for', async () => {
    for (const [owner, tags, names] of [
      ['observability', ['mail', 'vpn'], ['noah']],
      [['securitySolution'], [], ['mira']],
      [
        ['securitySolution', 'observability'],
        ['mail', 'vpn'],
        ['mira', 'noah'],
      ],
      ['unheard-of', [], []],
      ['', [], []],
    ] as const) {
      const query = queryText({ owner });
      expect(await got(as('mira'), TAGS + query), query).to.deep.equal(tags);
      expect(await namesOf(as('mira'), query), query).to.deep.equal(names);
    }
  });

  it('are of each name as the newest case has it, those without a name last', async () => {
    const record = (id: string, created: string, by: JsonObject | null): Promise<unknown> => {
      const after = { title: id, tags: [id, 7, null, 'mail'], created_at: created, created_by: by };
      const subject = { space: 'default', kind: 'case', id };
      return host.activity.record({ subject, owner: 'cases', actor: { kind: 'system' }, after });
    };
    await record('new', '2027-01-01T00:00:00.000Z', { kind: 'user', username: 'mira', fullName: 'New' });
    await record('old', '2024-01-01T00:00:00.000Z', { kind: 'user', username: 'mira', fullName: 'Old' });
    await record('system', '2024-01-01T00:00:00.000Z', { kind: 'system' });
    await record('nobody', '2024-01-01T00:00:00.000Z', null);
    await record('anonymous', '2024-01-01T00:00:00.000Z', { kind: 'anonymous' });
    expect(await got(as('mira'), `${REPORTERS}?owner=cases`)).to.deep.equal([
      { username: 'Zoe', email: null, full_name: null, profile_uid: 'u_zoe_0' },
      { username: 'elastic/kibana', email: null, full_name: null },
      { username: 'mira', email: null, full_name: 'New' },
      { username: 'noah', email: 'noah@example.com', full_name: 'Noah N.' },
      { username: null, email: null, full_name: null },
    ]);
    expect(await got(as('mira'), TAGS))
      .to.include.members(['new', 'nobody'])
      .and.not.include(7);
  });

  it('are asked by owner alone', async () => {
    const many = Array.from({ length: 101 }, (_, i) => String(i));
    for (const path of [TAGS, REPORTERS]) {
      for (const [keys, message] of [
        [{ from: 'now' }, 'invalid keys "from"'],
        [{ page: 1, owner: 'cases' }, 'invalid keys "page"'],
        [{ owner: many }, 'The length of the field owner is too long. Array must be of length <= 100.'],
      ] as const) {
        expectError(await as('mira').send('get', path + queryText(keys)), 400, message);
      }
    }
  });
});

describe('the tags and reporters of many cases (K15.5)', () => {
  it('are all there, however many cases there are', async () => {
    const host = await startHost();
    try {
      const actor = { kind: 'system' } as const;
      for (let from = 0; from < 550; from += 50) {
        await Promise.all(
          Array.from({ length: 50 }, (_, i) => {
            const n = String(10_000 + from + i);
            const subject = { space: 'default', kind: 'case', id: `case-${n}` };
            const created = { created_by: { kind: 'user', username: `u${n}` } };
            const after = { title: n, tags: [`t${n}`, 'all'], ...created };
            return host.activity.record({ subject, owner: 'cases', actor, after });
          }),
        );
      }
      const all = Array.from({ length: 550 }, (_, i) => String(10_000 + i));
      const kibana = new KibanaClient(host);
      expect(await got(kibana, TAGS)).to.deep.equal(['all', ...all.map((n) => `t${n}`)]);
      expect(await namesOf(kibana)).to.deep.equal(all.map((n) => `u${n}`));
    } finally {
      await host.stop();
    }
  }).timeout(120_000);
});
