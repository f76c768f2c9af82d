import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { startHost } from '../support/host.js';
import type { TestHost } from '../support/host.js';
import { aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { owner, startGranted } from '../support/kibana_grants.js';
import { atMounts } from '../support/mounts.js';

atMounts('a case that is resolved (K15.5)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  it('is the case with its comments, and is always found by its own id', async () => {
    const { id } = await kibana.create();
    await kibana.comment(id, { comment: 'first' });
    await kibana.comment(id, { comment: 'second' });
    const { body, headers } = await kibana.send('get', `/api/cases/${id}/resolve`);
    expect(body).to.deep.equal({ outcome: 'exactMatch', case: await kibana.get(id) });
    expect(body.case.comments.map(({ comment }: { comment: string }) => comment)).to.deep.equal([
      'first',
      'second',
    ]);
    expect(headers).to.not.have.property('warning');
  });

  it('is without comments on demand, with a word of deprecation', async () => {
    const { id } = await kibana.create();
    await kibana.comment(id);
    const path = `/api/cases/${id}/resolve?includeComments`;
    const without = await kibana.send('get', `${path}=false`);
    expect(without.body.case).to.deep.include({ comments: [], totalComment: 1 });
    expect(without.headers['warning']).to.equal(
      '299 Kibana-8.19.0 "Deprecated query parameter includeComments"',
    );
    expect((await kibana.send('get', `${path}=true`)).body.case.comments).to.have.length(1);
    const sentence = '[request query.includeComments]: expected value of type [boolean] but got [string]';
    expectError(await kibana.send('get', `${path}=maybe`), 400, sentence);
    // What is wrong with the query comes before what is missing.
    const unknown = '[request query.extra]: definition for this key is missing';
    expectError(await kibana.send('get', '/api/cases/none/resolve?extra=1'), 400, unknown);
  });

  it('is none where there is no such case, and never has the name of a route', async () => {
    const sentence = 'Saved object [cases/none] not found';
    expectError(await kibana.send('get', '/api/cases/none/resolve'), 404, sentence);
    for (const id of ['_find', 'tags', 'reporters', 'configure']) {
      expectError(await kibana.send('get', `/api/cases/${id}/resolve`), 404, 'Not Found');
    }
  });
});

describe('access to a case that is resolved (K13)', () => {
  let host: TestHost;
  let path: string;
  let missing: string;
  before(async () => {
    host = await startGranted();
    const { id } = await as('root').create({ owner });
    path = `/api/cases/${id}/resolve`;
    missing = `Saved object [cases/${id}] not found`;
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  it('is decided by the right to read its owner in its space', async () => {
    for (const user of ['root', 'all_a', 'all_star', 'read_a', 'read_star', 'minimal']) {
      expect((await as(user).send('get', path)).status, user).to.equal(200);
    }
    for (const user of ['other_owner', 'delete_only', 'comment_only', 'reopen_only', 'dashboards']) {
      const sentence = 'Unauthorized to access case with owners: "observability"';
      expectError(await as(user).send('get', path), 403, sentence);
    }
    expectError(await as('elsewhere').send('get', path), 403, 'Unauthorized to get team-a space');
    for (const user of ['root', 'read_star', 'other_owner', 'elsewhere']) {
      expectError(await as(user, 'team-b').send('get', path), 404, missing);
    }
  });
});

describe('the audit log of a case that is resolved (K20)', () => {
  const audited = auditedHost();

  it('has a line of its own action', async () => {
    await audited.start();
    const { body } = await audited.send(basic('mira'), 'post', '/api/cases', aNewCase());
    const { id } = body as KibanaCase;
    expect((await audited.send(basic('mira'), 'get', `/api/cases/${id}/resolve`)).status).to.equal(200);
    expect((await audited.send(basic('eve'), 'get', `/api/cases/${id}/resolve`)).status).to.equal(403);
    const lines = (await audited.lines()).filter(({ event }) => event.action === 'case_resolve');
    expect(lines.map(({ message, event }) => [message, event.outcome])).to.deep.equal([
      [`User has accessed cases [id=${id}] as owner "cases"`, 'success'],
      [`Failed attempt to access cases [id=${id}] as owner "cases"`, 'failure'],
    ]);
  });
});
