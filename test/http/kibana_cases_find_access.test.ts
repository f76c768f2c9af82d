import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { startAlertHost } from '../support/casebender.js';
import { accepted, aNewCase, aUser, expectError, KibanaClient } from '../support/kibana.js';
import { foundCases, titlesOf } from '../support/kibana_case_lists.js';
import type { QueryKeys } from '../support/kibana_case_lists.js';
import { startGranted } from '../support/kibana_grants.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const LICENCE =
  'In order to filter cases by assignees, you must be subscribed to an Elastic Platinum license';

atMounts('access to lists of cases (K13, K15.5)', () => {
  let host: TestHost;
  before(async () => {
    host = await startGranted();
    for (const space of ['team-a', 'team-b', 'dark']) {
      for (const owner of ['cases', 'observability', 'securitySolution']) {
        // Where its feature is switched off, not even root may.
        if (space === 'dark' && owner === 'observability') continue;
        await as('root', space).create({ owner, title: `${space} ${owner}`, tags: [owner] });
      }
    }
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const ofAny = 'Unauthorized to access cases of any owner';
  const all = ['securitySolution', 'observability', 'cases'];
  const table: readonly (readonly [user: string, space: string, seen: readonly string[] | string])[] = [
    ['root', 'team-a', all],
    ['root', 'team-b', all],
    ['root', 'dark', ['securitySolution', 'cases']],
    ['root', 'default', []],
    ['all_a', 'team-a', ['observability']],
    ['all_a', 'team-b', 'Unauthorized to get team-b space'],
    ['all_star', 'team-a', ['observability']],
    ['all_star', 'team-b', ['observability']],
    // The only owner whose cases they may read is not there.
    ['all_star', 'dark', ofAny],
    ['read_a', 'team-a', ['observability']],
    ['read_star', 'team-b', ['observability']],
    ['other_owner', 'team-a', ['securitySolution']],
    ['minimal', 'team-a', ['observability']],
    ...['delete_only', 'comment_only', 'reopen_only', 'assign_only', 'dashboards'].map(
      (user) => [user, 'team-a', ofAny] as const,
    ),
    ['elsewhere', 'team-a', 'Unauthorized to get team-a space'],
    ['elsewhere', 'team-b', ['observability']],
  ];
  for (const [user, space, seen] of table) {
    it(`lets ${user} see in ${space}: ${String(seen)}`, async () => {
      if (typeof seen === 'string') {
        expectError(await as(user, space).send('get', '/api/cases/_find'), 403, seen);
        return;
      }
      const page = await foundCases(as(user, space));
      expect(titlesOf(page)).to.deep.equal(seen.map((owner) => `${space} ${owner}`));
      expect(page).to.include({ total: seen.length, count_open_cases: seen.length, count_closed_cases: 0 });
      // A search goes another way.
      const searched = await foundCases(as(user, space), { search: space });
      expect(titlesOf(searched)).to.deep.equal(titlesOf(page));
      expect(searched).to.include({ total: seen.length, count_open_cases: seen.length });
    });
  }

  it('has what is asked of owners that are not readable match nothing', async () => {
    for (const [user, keys, seen] of [
      ['read_a', { owner: 'cases' }, []],
      ['read_a', { owner: ['cases', 'observability'] }, ['observability']],
      ['read_a', { tags: 'cases' }, []],
      ['read_a', { search: 'securitySolution' }, []],
      ['root', { owner: ['cases', 'securitySolution'] }, ['securitySolution', 'cases']],
      ['root', { owner: '' }, []],
    ] as const satisfies readonly (readonly [string, QueryKeys, readonly string[]])[]) {
      const page = await foundCases(as(user), keys);
      expect(titlesOf(page), JSON.stringify(keys)).to.deep.equal(seen.map((owner) => `team-a ${owner}`));
      expect(page.total).to.equal(seen.length);
    }
  });

  it('is decided after the query was read', async () => {
    const path = '/api/cases/_find?extra=1';
    expectError(await as('dashboards').send('get', path), 400, 'invalid keys "extra"');
    expectError(await as('elsewhere').send('get', path), 403, 'Unauthorized to get team-a space');
  });
});

describe('the licence and lists of cases (K15.5)', () => {
  it('does not let filter by assignees, after the right to read', async () => {
    const feature = { dashboard: ['read'] };
    const host = await startHost({
      config: {
        kibana: { license: 'gold' },
        security: {
          roles: [{ name: 'guest', kibana: [{ spaces: ['*'], base: [], feature }] }],
          users: [aUser('root', 'superuser'), aUser('guest', 'guest')],
        },
      },
    });
    try {
      const root = new KibanaClient(host, { username: 'root' });
      for (const value of ['u', 'none', '']) {
        expectError(await root.send('get', `/api/cases/_find?assignees=${value}`), 403, LICENCE);
      }
      expect((await foundCases(root, { reporters: 'root' })).total).to.equal(0);
      const guest = new KibanaClient(host, { username: 'guest' });
      const refused = await guest.send('get', '/api/cases/_find?assignees=u');
      expectError(refused, 403, 'Unauthorized to access cases of any owner');
    } finally {
      await host.stop();
    }
  });
});

describe('lists of cases that a host has recorded with levels (C11.4)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost();
    for (const [id, state] of Object.entries({
      plain: { created_by: { kind: 'system' } },
      green: { tlp: 1, pap: 1 },
      red: { tlp: 4, pap: 1 },
      'red-pap': { tlp: 1, pap: 4 },
      odd: { tlp: 'RED' },
    })) {
      const subject = { space: 'default', kind: 'case', id };
      const actor = { kind: 'system' } as const;
      const after = { title: id, tags: [id], status: 'In progress', severity: 'HIGH', ...state };
      await host.activity.record({ subject, owner: 'securitySolution', actor, after });
    }
  });
  after(() => host.stop());

  function cleared(level: number): KibanaClient {
    const principal: Principal = {
      username: 'ana',
      roles: ['analyst'],
      tlpClearance: level,
      papClearance: level,
    };
    return new KibanaClient(host, { headers: { 'x-test-principal': JSON.stringify(principal) } });
  }

  it('have none above the clearance, in no count, also of a search', async () => {
    for (const keys of [{}, { search: 'n d' }] as const) {
      const low = await foundCases(cleared(0), { ...keys, sortField: 'title', sortOrder: 'asc' });
      expect(titlesOf(low)).to.deep.equal(['plain']);
      expect(low).to.include({ total: 1, count_in_progress_cases: 1, count_open_cases: 0 });
      const mid = await foundCases(cleared(3), { ...keys, sortField: 'title', sortOrder: 'asc' });
      expect(titlesOf(mid)).to.deep.equal(['green', 'plain']);
      expect(mid).to.include({ total: 2, count_in_progress_cases: 2 });
      expect((await foundCases(cleared(4), keys)).count_in_progress_cases).to.equal(5);
    }
  });

  it('find them by the values that answers show', async () => {
    const { cases } = await foundCases(cleared(0), {
      status: 'in-progress',
      severity: 'high',
      reporters: 'elastic/kibana',
    });
    expect(cases[0]).to.deep.include({ status: 'in-progress', severity: 'high' });
    expect(cases[0]?.created_by.username).to.equal('elastic/kibana');
    expect((await foundCases(cleared(4), { status: 'open' })).total).to.equal(0);
  });
});

describe('the audit log of a list of cases (K20)', () => {
  const audited = auditedHost();

  it('has a line for each case that was listed, and one for a refusal', async () => {
    await audited.start();
    const made: string[] = [];
    for (const title of ['a', 'b', 'c']) {
      const { body } = await audited.send(basic('mira'), 'post', '/api/cases', aNewCase({ title }));
      made.push((body as { id: string }).id);
    }
    for (const query of ['?perPage=1', '?search=a&searchFields=title', '?tags=none', '?perPage=0']) {
      accepted(await audited.send(basic('mira'), 'get', `/api/cases/_find${query}`));
    }
    expect((await audited.send(basic('eve'), 'get', '/api/cases/_find')).status).to.equal(403);
    const lines = (await audited.lines()).filter(({ event }) => event.action === 'case_find');
    expect(lines.map(({ message, event }) => [message, event.type, event.outcome])).to.deep.equal([
      [`User has accessed cases [id=${made[2] ?? ''}] as owner "cases"`, ['access'], 'success'],
      [`User has accessed cases [id=${made[0] ?? ''}] as owner "cases"`, ['access'], 'success'],
      ['Failed attempt to access a cases as any owners', ['access'], 'failure'],
    ]);
  });
});
