import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { accepted, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { startGranted } from '../support/kibana_grants.js';
import { got, namesOf, REPORTERS, TAGS } from '../support/kibana_tags_reporters.js';

describe('access to the tags and reporters of cases (K13)', () => {
  let host: TestHost;
  before(async () => {
    host = await startGranted();
    for (const owner of ['cases', 'observability', 'securitySolution']) {
      await as('root').create({ owner, tags: [owner] });
    }
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const ofAny = 'Unauthorized to access case of any owner';
  const table: readonly (readonly [user: string, space: string, tags: readonly string[] | string])[] = [
    ['root', 'team-a', ['cases', 'observability', 'securitySolution']],
    ['root', 'team-b', []],
    ['read_a', 'team-a', ['observability']],
    ['read_a', 'team-b', 'Unauthorized to get team-b space'],
    ['read_star', 'team-b', []],
    ['read_star', 'dark', ofAny],
    ['other_owner', 'team-a', ['securitySolution']],
    ['delete_only', 'team-a', ofAny],
    ['dashboards', 'team-a', ofAny],
    ['elsewhere', 'team-a', 'Unauthorized to get team-a space'],
  ];
  for (const [user, space, tags] of table) {
    it(`lets ${user} see in ${space}: ${String(tags)}`, async () => {
      if (typeof tags === 'string') {
        for (const path of [TAGS, REPORTERS]) expectError(await as(user, space).send('get', path), 403, tags);
        return;
      }
      expect(await got(as(user, space), TAGS)).to.deep.equal(tags);
      expect(await namesOf(as(user, space))).to.deep.equal(tags.length === 0 ? [] : ['root']);
    });
  }

  it('has owners that are not readable match nothing', async () => {
    expect(await got(as('read_a'), `${TAGS}?owner=cases`)).to.deep.equal([]);
    expect(await got(as('read_a'), `${TAGS}?owner=cases&owner=observability`)).to.deep.equal([
      'observability',
    ]);
    expect(await namesOf(as('read_a'), '?owner=cases')).to.deep.equal([]);
  });

  it('leaves out what is above the clearance', async () => {
    const levelled = await startAlertHost();
    try {
      for (const tlp of [1, 4]) {
        const subject = { space: 'default', kind: 'case', id: `tlp-${String(tlp)}` };
        const created = { kind: 'user', username: `user-${String(tlp)}` };
        const after = { title: 'T', tags: [subject.id], tlp, created_by: created };
        const actor = { kind: 'system' } as const;
        await levelled.activity.record({ subject, owner: 'securitySolution', actor, after });
      }
      const ana: Principal = { username: 'ana', roles: ['analyst'], tlpClearance: 3, papClearance: 3 };
      const client = new KibanaClient(levelled, { headers: { 'x-test-principal': JSON.stringify(ana) } });
      expect(await got(client, TAGS)).to.deep.equal(['tlp-1']);
      expect(await namesOf(client)).to.deep.equal(['user-1']);
    } finally {
      await levelled.stop();
    }
  });
});

describe('the audit log of tags and reporters (K20)', () => {
  const audited = auditedHost();

  it('has a line for each owner whose cases were looked at, and one for a refusal', async () => {
    await audited.start();
    await audited.send(basic('mira'), 'post', '/api/cases', aNewCase());
    accepted(await audited.send(basic('mira'), 'get', `${TAGS}?owner=cases`));
    accepted(await audited.send(basic('mira'), 'get', `${REPORTERS}?owner=observability&owner=cases`));
    expect((await audited.send(basic('eve'), 'get', TAGS)).status).to.equal(403);
    const lines = (await audited.lines()).filter(({ event }) => /_get_(tags|reporters)$/.test(event.action));
    expect(lines.map(({ message, event }) => [event.action, message, event.outcome])).to.deep.equal([
      ['case_get_tags', 'User has accessed a case as owner "cases"', 'success'],
      ['case_get_reporters', 'User has accessed a case as owner "cases"', 'success'],
      ['case_get_reporters', 'User has accessed a case as owner "observability"', 'success'],
      ['case_get_tags', 'Failed attempt to access a case as any owners', 'failure'],
    ]);
  });
});
