import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import { atMounts } from '../support/mounts.js';
import { aComment, aNewCase } from '../support/kibana.js';
import { ADDRESS, apiKey, auditedHost, basic, ISSUER, token } from '../support/audited_host.js';

atMounts('the audit log as evidence', () => {
  const audited = auditedHost();

  it('says of every line who, vouched for by what, from where, by which request and about what', async () => {
    await audited.start();
    const ids: string[] = [];
    const seen = (response: Response): Response => {
      expect(response.status, response.text).to.be.oneOf([200, 201, 204]);
      const id = response.headers['x-request-id'];
      if (id !== undefined) ids.push(id);
      return response;
    };
    const { body } = seen(await audited.send(basic('mira'), 'post', '/api/cases', aNewCase()));
    const { id } = body as { id: string };
    seen(await audited.send(basic('mira'), 'get', `/api/cases/${id}`));
    seen(await audited.send(basic('mira'), 'get', `/api/cases/${id}/user_actions`));
    seen(await audited.send(`Bearer ${await token()}`, 'post', `/api/cases/${id}/comments`, aComment()));
    seen(
      await audited.send(
        basic('mira'),
        'delete',
        `/api/cases?ids=${encodeURIComponent(JSON.stringify([id]))}`,
      ),
    );
    seen(await audited.send(basic('mira'), 'post', '/v1/alerts', { id: 'a-1', title: 'T', severity: 'low' }));
    seen(await audited.send(apiKey('ci', 'ci-secret'), 'get', '/v1/alerts/a-1/activities?page=1'));
    const written = await audited.lines();
    expect(written).to.have.length.above(10);
    for (const line of written) {
      expect(line.client, line.message).to.deep.equal({ address: ADDRESS, ip: ADDRESS });
      expect(line.http?.request.id, line.message).to.be.oneOf(ids);
      expect(line.url?.path, line.message).to.match(/\/(api\/cases|v1\/alerts)[^?]*$/);
      const month = new Date(line['@timestamp']).toISOString().slice(0, 7);
      // The ledger tells of the deletion.
      expect(line.case_activity.record?.id, line.message).to.be.oneOf([id, 'a-1', month]);
      expect(line.user.name, line.message).to.be.oneOf(['mira', 'ana', 'CI']);
      expect([line.kibana.authentication_type, line.kibana.authentication_realm]).to.deep.equal(
        { mira: ['basic', 'basic'], ana: ['jwt', ISSUER], CI: ['api_key', 'ci'] }[line.user.name ?? ''],
      );
    }
    expect(new Set(written.map((line) => line.http?.request.id)).size).to.equal(ids.length);
    const read = written.find(({ event }) => event.action === 'case_user_actions_get');
    expect(read?.message).to.equal(`User has accessed cases-user-actions [id=${id}] as owner "cases"`);
    expect(read?.kibana.saved_object).to.deep.equal({ type: 'cases-user-actions', id });
    expect(written.at(0)?.user).to.deep.equal({ name: 'mira', id: 'u_mira_0', roles: ['all'] });
  });

  it('says of what the host records that it was the host', async () => {
    await audited.start();
    const subject = { space: 'default', kind: 'server', id: 'db-3' };
    await audited.host?.activity.record({
      ...{ subject, owner: 'cases' },
      actor: { kind: 'user', username: 'zoe' },
      after: { disk: 'ok' },
    });
    const [line] = await audited.lines();
    expect(line?.user).to.deep.equal({ name: 'zoe' });
    expect(line?.kibana).to.include({ authentication_type: 'host', authentication_realm: 'host' });
    expect(line).to.not.have.any.keys('client', 'http', 'url');
    expect(line?.case_activity).to.deep.equal({ actor: 'user', record: { kind: 'server', id: 'db-3' } });
  });

  it('has the refusals: of credentials with their reason, of scopes, of spaces', async () => {
    await audited.start();
    const path = '/v1/alerts/a-1';
    const forged = await token('another secret of the test, long enough');
    const refusals: readonly (readonly [string | undefined, string, string, string | undefined])[] = [
      [undefined, 'no_credentials', 'none none', undefined],
      ['Digest x', 'malformed', 'none none', undefined],
      [basic('mira', 'wrong'), 'wrong_password', 'basic basic', 'mira'],
      [basic('nobody', 'x'), 'unknown_user', 'basic basic', 'nobody'],
      [apiKey('ci', 'wrong'), 'wrong_secret', 'api_key ci', 'CI'],
      [apiKey('none', 'x'), 'unknown_key', 'api_key none', 'none'],
      [apiKey('old', 'old-secret'), 'inactive_key: revoked', 'api_key old', 'Old'],
      ['Bearer cbr_live_wrong', 'unknown_key', 'api_key api_key', undefined],
      ['Bearer x', 'invalid_token: form', 'jwt jwt', undefined],
      [`Bearer ${forged}`, 'invalid_token: signature', `jwt ${ISSUER}`, undefined],
    ];
    for (const [credentials] of refusals) {
      expect((await audited.send(credentials, 'get', path)).status).to.equal(401);
    }
    expect((await audited.send(apiKey('ci', 'ci-secret'), 'post', '/v1/alerts', {})).status).to.equal(403);
    expect((await audited.send(apiKey('ci', 'ci-secret'), 'get', '/api/cases/c-1')).status).to.equal(403);
    expect((await audited.send(basic('eve'), 'get', path)).status).to.equal(403);
    const written = await audited.lines();
    const signIns = written.filter(({ event }) => event.action === 'user_login');
    expect(
      signIns.map(({ error, kibana, user }) => [
        error?.message,
        `${kibana.authentication_type} ${kibana.authentication_realm}`,
        user.name,
      ]),
    ).to.deep.equal(refusals.map(([, ...told]) => told));
    for (const line of signIns) {
      expect(line.event).to.deep.include({ category: ['authentication'], outcome: 'failure' });
      expect(line.client?.ip).to.equal(ADDRESS);
      expect(line.url?.path).to.match(/\/v1\/alerts\/a-1$/);
    }
    expect(JSON.stringify(written)).to.not.match(/wrong"|-secret/);
    expect(written.slice(refusals.length).map(({ message, user }) => [message, user.name])).to.deep.equal([
      ['Failed attempt to use scope [alerts:write]', 'CI'],
      ['Failed attempt to use scope [cases:read]', 'CI'],
      ['Failed attempt to access space [id=default]', 'eve'],
    ]);
  });

  it('has one line for one decision however often its commit is tried', async () => {
    await audited.start();
    await audited.send(basic('mira'), 'post', '/v1/alerts', { id: 'a-1', title: 'T', severity: 'low' });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        audited.send(basic('mira'), 'patch', '/v1/alerts/a-1', { description: `D ${String(i)}` }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).to.equal(true);
    const written = await audited.lines();
    const decisions = written.filter(({ event }) => event.action === 'alert_update');
    expect(decisions).to.have.lengthOf(30);
    expect(new Set(decisions.map((line) => line.http?.request.id)).size).to.equal(30);
    const acts = written.filter(({ event }) => event.action.startsWith('alert_user_action_update'));
    expect(acts).to.have.lengthOf(30);
  });

  it('gives an answer the id it was asked for, and its own when that is none', async () => {
    await audited.start();
    for (const path of ['/api/cases/x/user_actions', '/v1/alerts/x', '/api/activity/healthz', '/healthz']) {
      const asked = await request(audited.host?.url ?? '')
        .get(path)
        .set('x-request-id', 'mine-1');
      if (asked.status !== 404) expect(asked.headers['x-request-id'], path).to.equal('mine-1');
    }
    const odd = await request(audited.host?.url ?? '')
      .get('/api/cases/x/user_actions')
      .set('x-request-id', 'a b');
    expect(odd.headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
    const [asked, , own] = await audited.lines();
    expect([asked, own].map((line) => line?.http?.request.id)).to.deep.equal([
      'mine-1',
      odd.headers['x-request-id'],
    ]);
  });
});
