import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import request from 'supertest';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import { figuresOf, namesIn, OWN, recorded, valueOf } from '../support/figures.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aUser } from '../support/kibana.js';

describe('the figures of a mounted plugin', () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await startAlertHost();
  });
  afterEach(() => host.stop());

  it('say of what version it is and how its process does', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const text = await figuresOf(host);
    expect(valueOf(text, `${OWN}build_info{version="${version}"}`)).to.equal(1);
    expect(namesIn(text)).to.include.members([
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
      'process_open_fds',
    ]);
  });

  it('count commits, what they saved, and those that lost against another writer', async () => {
    const before = await figuresOf(host);
    const subject = { space: 'default', kind: 'incident', id: 'rivals' };
    const change = { subject, owner: 'cases', actor: { kind: 'system' } } as const;
    await host.activity.record({ ...change, after: {} });
    // Called in one turn, all of them read the record before one of them has changed it.
    const rivals = Array.from({ length: 16 }, (_, i) =>
      host.activity.record({ ...change, before: {}, after: { [`field${String(i)}`]: i } }),
    );
    await Promise.all(rivals);
    const text = await figuresOf(host);
    const grown = (name: string): number => valueOf(text, OWN + name) - valueOf(before, OWN + name);
    expect(grown('commits_total')).to.equal(17);
    expect(grown('committed_records_total')).to.equal(17);
    expect(grown('committed_entries_total')).to.equal(17);
    const failed = `${OWN}store_call_duration_seconds_count{method="commit",outcome="failed"}`;
    expect(grown('commit_conflicts_total')).to.equal(valueOf(text, failed)).and.to.be.greaterThan(0);
    const saved = `${OWN}store_call_duration_seconds_count{method="commit",outcome="ok"}`;
    expect(valueOf(text, saved)).to.equal(17);
  });

  it('tell the latency of every method of the store', async () => {
    await recorded(host.activity, 'I-1');
    await request(host.url).get('/api/activity/readyz').expect(200);
    const text = await figuresOf(host);
    expect(valueOf(text, `${OWN}outbox_records`)).to.be.within(0, 1);
    for (const method of ['commit', 'ping', 'reserveNumbers', 'head']) {
      const series = `${OWN}store_call_duration_seconds_count{method="${method}",outcome="ok"}`;
      expect(valueOf(text, series), method).to.be.greaterThan(0);
    }
  });

  it('know neither ids nor made-up methods, however many there are', async () => {
    const client = new AlertClient(host, BOSS);
    await client.create({ id: 'hidden-1' });
    await client.get('/alerts/hidden-1/activities');
    await request(host.url).get('/api/cases/hidden-2/user_actions');
    await request(host.url).propfind('/v1/alerts/hidden-3');
    await request(host.url).copy('/v1/alerts/hidden-4');
    const text = await figuresOf(host);
    expect(text).to.not.match(/hidden|boss|127\.0\.0\.1|PROPFIND|COPY/);
    const refused = `{router="casebender",route="/alerts/:id",method="other",status="405"}`;
    expect(valueOf(text, `${OWN}http_request_duration_seconds_count${refused}`)).to.equal(2);
    expect(text).to.match(
      /request_duration_seconds_count\{.*route="\/api\/cases\/:caseId\/user_actions".*status="401"\} 1/,
    );
  });

  it('are the ones that docs/metrics.md lists', async () => {
    const page = await readFile('docs/metrics.md', 'utf8');
    const listed = [...page.matchAll(/^\| `(case_activity_\w+)` \| (\w+) \|/gm)].map(([, name, type]) => [
      name,
      type,
    ]);
    const text = await figuresOf(host);
    const exposed = [...text.matchAll(/^# TYPE (case_activity_\w+) (\w+)/gm)].map(([, name, type]) => [
      name,
      type,
    ]);
    expect(listed).to.have.deep.members(exposed);
  });
});

describe('the figures of who was not let in', () => {
  it('name the reason', async () => {
    const host = await startHost({ config: { security: { users: [aUser('mira', 'superuser')] } } });
    try {
      const send = (credentials?: string) => {
        const sent = request(host.url).get('/api/cases/a/user_actions');
        return credentials === undefined ? sent : sent.auth(...(credentials.split(':') as [string, string]));
      };
      for (const credentials of [undefined, 'mira:wrong', 'nobody:mira']) await send(credentials).expect(401);
      await send('mira:mira').expect(200);
      const text = await figuresOf(host);
      const counted = [...text.matchAll(/refused_sign_ins_total\{reason="(\w+)"\} ([1-9])/g)];
      expect(counted.map(([, reason, count]) => [reason, count])).to.have.deep.members([
        ['no_credentials', '1'],
        ['wrong_password', '1'],
        ['unknown_user', '1'],
      ]);
    } finally {
      await host.stop();
    }
  });
});
