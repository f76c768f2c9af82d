import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const UPDATES = { status: 'closed' };

atMounts('access to one change of many alerts (C9.5, C11)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const send = (client: AlertClient, ids: readonly string[]) =>
    client.send('post', '/alerts/_bulk', { body: { ids, updates: UPDATES } });

  const table: readonly (readonly [string, Principal, 'changes' | 'fails' | 'forbidden'])[] = [
    ['a writer', { roles: ['writer'] }, 'changes'],
    ['a writer under the scope', { roles: ['writer'], scopes: ['alerts:write'] }, 'changes'],
    ['a writer without the scope', { roles: ['writer'], scopes: ['alerts:read'] }, 'forbidden'],
    ['a reader', { roles: ['reader'] }, 'fails'],
    ['an eraser', { roles: ['eraser'] }, 'fails'],
    ['somebody of another owner', { roles: ['stranger'] }, 'fails'],
    ['a visitor', { roles: ['visitor'] }, 'forbidden'],
    ['nobody', { roles: [] }, 'forbidden'],
  ];
  for (const [name, principal, outcome] of table) {
    it(`${outcome} for ${name}`, async () => {
      const { id } = await boss.create();
      const answer = await send(new AlertClient(host, { username: 'ana', ...principal }), [id]);
      if (outcome === 'forbidden') {
        expect(failureOf(answer)).to.include({ status: 403, code: 'FORBIDDEN' });
      } else {
        const failed = outcome === 'fails' ? [id] : [];
        expect([answer.status, (answer.body as { data: unknown }).data]).to.deep.equal([
          200,
          { updated_count: 1 - failed.length, failed_count: failed.length, failed_ids: failed },
        ]);
      }
      const { status } = (await boss.get(`/alerts/${id}`)).body.data as { status: string };
      expect(status).to.equal(outcome === 'changes' ? 'closed' : 'open');
    });
  }

  it('takes credentials', async () => {
    expect(failureOf(await send(new AlertClient(host), ['a'])).status).to.equal(401);
  });

  it('answers the same of an alert that may not be seen as of one that is not there', async () => {
    const levels = [{ tlp: 3 }, { pap: 4 }, { tlp: 2, pap: 2 }];
    const [red, hidden, plain] = await Promise.all(levels.map((level) => boss.create(level)));
    const elsewhere = await boss.create({ owner: 'observability' });
    const ids = [red, hidden, elsewhere].map((alert) => alert?.id ?? '');
    const answer = await send(new AlertClient(host, { username: 'ana', roles: ['writer'] }), [
      ...ids,
      'none',
      plain?.id ?? '',
    ]);
    const failed = [...ids, 'none'];
    const data = { updated_count: 1, failed_count: 4, failed_ids: failed };
    expect(answer.body).to.deep.equal({ status: 'success', data });
  });

  it('does not reach into another space', async () => {
    const { id } = await boss.create();
    const other = new AlertClient(host, BOSS, 'no-such-space');
    expect((await send(other, [id])).status).to.equal(403);
  });
});

describe('what is written of one change of many alerts', () => {
  const audited = auditedHost();

  it('is audited as a change of each, and the reasons are in the log alone', async () => {
    const lines: [string, object][] = [];
    const logger = {
      error: (details: object) => void lines.push(['error', details]),
      warn: () => undefined,
      info: (details: object, message: string) => {
        if (message === 'alerts were not updated') lines.push(['info', details]);
      },
    };
    await audited.start({}, { logger });
    const send = (path: string, body: object) =>
      audited.send(basic('mira'), 'post', `/v1/alerts${path}`, body);
    await send('', { id: 'a', title: 'T', severity: 1 });
    await send('', {
      id: 'full',
      title: 'T',
      severity: 1,
      tags: Array.from({ length: 100 }, (_, i) => `t${String(i)}`),
    });
    const long = 'x'.repeat(2000);
    const answer = await send('/_bulk', { ids: ['a', 'b', 'full', long], updates: { tags: ['new'] } });
    const data = { updated_count: 1, failed_count: 3, failed_ids: ['b', 'full', long] };
    expect(answer.body).to.deep.equal({ status: 'success', data });
    const requestId = answer.headers['x-request-id'];
    expect(lines).to.deep.equal([
      ['info', { requestId, code: 'RECORD_NOT_FOUND', ids: ['b', `${'x'.repeat(199)}…`] }],
      ['info', { requestId, code: 'INVALID_REQUEST', ids: ['full'] }],
    ]);
    const written = (await audited.lines()).slice(4).map(({ message }) => message.replace(/ - user.*/, ''));
    expect(written.sort()).to.deep.equal([
      'User added tags to alert id: a',
      'User is updating alerts [id=a] as owner "securitySolution"',
      'User is updating alerts [id=full] as owner "securitySolution"',
    ]);
  });
});
