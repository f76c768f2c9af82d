import { expect } from 'chai';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const host_actor = { kind: 'user', username: 'mira' } as const;
const owner = 'securitySolution';

atMounts('the activities of an alert (C2)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  async function withHistory(length: number): Promise<string> {
    const { id } = await boss.create();
    for (let i = 2; i <= length; i += 1) await boss.patch(id, { title: `title ${String(i)}` });
    return id;
  }

  const linkOf = (link: string | undefined, rel: string): string | undefined =>
    new RegExp(`<([^>]*)>; rel="${rel}"`).exec(link ?? '')?.[1];

  it('reach whoever follows the links exactly once, while others arrive (C2.4)', async () => {
    const id = await withHistory(7);
    const seen: number[] = [];
    let query: string | undefined = '?limit=3&lang=en';
    while (query !== undefined) {
      const page = await boss.get(`/alerts/${id}/activities${query}`);
      expect(page.headers['x-total-count']).to.equal('7');
      seen.push(...(page.body.data as { id: number }[]).map((item) => item.id % 2 ** 20));
      query = linkOf(page.headers['link'], 'next');
      if (query !== undefined) expect(query).to.match(/^\?page=\d&limit=3&as_of=\d+&lang=en$/);
      await boss.patch(id, { title: `later ${String(seen.length)}` });
    }
    expect(seen).to.deep.equal([7, 6, 5, 4, 3, 2, 1]);
    expect(await boss.activities(id, '?limit=1'))
      .to.have.nested.property('[0].id')
      .that.satisfies((newest: number) => newest % 2 ** 20 === 10);
  });

  it('count from as_of, which must be an activity of this alert (C2.4)', async () => {
    const id = await withHistory(3);
    const [newest] = await boss.activities(id, '?limit=1');
    const top = newest?.id ?? 0;
    expect((await boss.activities(id, `?as_of=${String(top - 1)}`)).map((item) => item.id)).to.deep.equal([
      top - 1,
      top - 2,
    ]);
    const past = await boss.get(`/alerts/${id}/activities?page=3&limit=1&as_of=${String(top - 1)}`);
    expect(past.body.data).to.deep.equal([]);
    expect(past.headers['x-total-count']).to.equal('2');
    for (const asOf of [top + 1, top - 3, top + 2 ** 20, top - 2 ** 20, Number.MAX_SAFE_INTEGER, 1]) {
      const refused = await boss.get(`/alerts/${id}/activities?as_of=${String(asOf)}`);
      expect(failureOf(refused)).to.deep.equal({
        status: 400,
        code: 'INVALID_REQUEST',
        message: "El parámetro 'as_of' no es válido",
      });
    }
  });

  const faults: [string, string][] = [
    ['page=0', "El parámetro 'page' debe ser un número entero entre 1 y 2147483647"],
    ['limit=101&page=1', "El parámetro 'limit' debe ser un número entero entre 1 y 100"],
    ['limit=1&limit=2', "El parámetro 'limit' debe ser un número entero entre 1 y 100"],
    ['as_of=x&lang=', "El parámetro 'as_of' no es válido"],
    ['lang=', "El parámetro 'lang' no es válido"],
  ];
  for (const [query, message] of faults) {
    it(`are not asked for with ${query}`, async () => {
      const refused = failureOf(await boss.get(`/alerts/whatever/activities?${query}`));
      expect(refused).to.deep.equal({ status: 400, code: 'INVALID_REQUEST', message });
    });
  }

  it('ignore parameters they do not know', async () => {
    const id = await withHistory(1);
    expect(await boss.activities(id, '?page[x]=0&sort=asc&__proto__=1')).to.have.length(1);
  });

  it('are answered for any id as 404, and for a broken one as 400', async () => {
    for (const id of [
      'nope',
      'create-case',
      '%00',
      '..%2F..',
      'x'.repeat(2000),
      '%F0%9F%98%80',
      '__proto__',
    ]) {
      expect(failureOf(await boss.get(`/alerts/${id}/activities`)), id).to.deep.equal({
        status: 404,
        code: 'ALERT_NOT_FOUND',
        message: 'Alerta no encontrada',
      });
    }
    const broken = await boss.get('/alerts/%E0%A4/activities');
    expect(failureOf(broken)).to.include({ status: 400, message: "El parámetro 'id' no es válido" });
  });

  it('are those of a record of the host too', async () => {
    const subject = { space: 'default', kind: 'alert', id: 'host 1/ñ' };
    await host.activity.record({ subject, owner, actor: host_actor, after: { title: 'T', watchers: ['a'] } });
    await host.activity.record({
      subject,
      owner,
      actor: { kind: 'system' },
      before: { title: 'T', watchers: ['a'] },
      after: { title: 'T', watchers: ['a', 'b'], score: 7 },
    });
    const sentences = await boss.activities('host%201%2F%C3%B1', '?lang=en');
    expect(sentences.map(({ username, body }) => [username, body])).to.deep.equal([
      ['system', "Set field 'score' to '7'"],
      ['system', "Added 'b' to field 'watchers'"],
      ['mira', 'Alert created'],
    ]);
    const alert = await boss.get('/alerts/host%201%2F%C3%B1');
    expect(alert.body.data).to.include({ title: 'T', tlp: 2, severity: 'low', version: 2 });
  });

  it('are gone with the record', async () => {
    const subject = { space: 'default', kind: 'alert', id: 'gone' };
    const state = { title: 'T' };
    await host.activity.record({ subject, owner, actor: host_actor, after: state });
    await host.activity.record({ subject, owner, actor: host_actor, before: state });
    for (const path of ['/alerts/gone', '/alerts/gone/activities']) {
      expect(failureOf(await boss.get(path)).code).to.equal('ALERT_NOT_FOUND');
    }
    const taken = await boss.send('post', '/alerts', { body: { id: 'gone', title: 'T', severity: 1 } });
    expect(failureOf(taken).code).to.equal('ALERT_EXISTS');
  });
});
