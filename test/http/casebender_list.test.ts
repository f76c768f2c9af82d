import { expect } from 'chai';
import fc from 'fast-check';
import type { Alert } from '../../common/casebender.js';
import { AlertClient, BOSS, failureOf, linkOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const PAGE_FAULT = "El parámetro 'page' debe ser un número entero entre 1 y 2147483647";
const LIMIT_FAULT = "El parámetro 'limit' debe ser un número entero entre 1 y 100";
const fault = (name: string): string => `El parámetro '${name}' no es válido`;

atMounts('the list of alerts (C9.4)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let now = new Date('2026-01-15T10:00:00.000Z');
  const made: Alert[] = [];
  before(async () => {
    host = await startAlertHost({ clock: () => now });
    boss = new AlertClient(host, BOSS);
    const tags = ['vip', 'phishing', 'España & co', 'a,b', '["vip"]'];
    for (let i = 0; i < 26; i += 1) {
      // Two of a time, and time stands still more often than not.
      if (i % 2 === 0) now = new Date(now.getTime() + 1);
      made.push(
        await boss.create({
          id: `a-${String(i)}`,
          severity: 1 + (i % 4),
          status: ['open', 'in_progress', 'closed'][i % 3],
          assigned_to: [null, 'eva', 'ana+1@x.example'][i % 3],
          tags: tags.filter((_, k) => (i >> k) % 2 === 1),
        }),
      );
    }
  });
  after(() => host.stop());

  const newestFirst = (): Alert[] =>
    [...made].sort((a, b) => b.created_at.localeCompare(a.created_at) || b.tiny_id - a.tiny_id);

  it('has whole alerts, newest first, of equal times the later number', async () => {
    const page = await boss.get('/alerts?limit=5');
    expect(page.body).to.deep.equal({ status: 'success', data: newestFirst().slice(0, 5) });
    expect(JSON.stringify(page.body.data[0])).to.equal(JSON.stringify(newestFirst()[0]));
    expect((await boss.get('/alerts')).body.data).to.deep.equal(newestFirst().slice(0, 20));
    expect(page.headers).to.include({ 'x-total-count': '26', 'cache-control': 'no-store' });
    expect(page.headers).to.not.have.property('etag');
    expect(page.headers['link']).to.equal(
      '<?page=1&limit=5>; rel="first", <?page=2&limit=5>; rel="next", <?page=6&limit=5>; rel="last"',
    );
  });

  it('reaches whoever follows the links once each, filters and language included', async () => {
    const all = newestFirst().map(({ id }) => id);
    for (const limit of [1, 7, 25, 26, 100]) {
      const pages = await boss.walk(`/alerts?limit=${String(limit)}`);
      expect(pages.flat()).to.deep.equal(all);
      expect(pages).to.have.length(Math.ceil(26 / limit));
    }
    const query = 'tag=Espa%C3%B1a+%26%20co&limit=1&status=open&tag=vip&lang=en&severity=1&severity=high';
    const wanted = newestFirst().filter(
      ({ tags, status, severity }) =>
        tags.some((tag) => ['vip', 'España & co'].includes(tag)) &&
        status === 'open' &&
        ['low', 'high'].includes(severity),
    );
    expect((await boss.walk(`/alerts?${query}`)).flat()).to.deep.equal(wanted.map(({ id }) => id));
    expect(linkOf(await boss.get(`/alerts?${query}`), 'next')).to.equal(
      '?page=2&limit=1&lang=en&status=open&severity=low&severity=high&tag=Espa%C3%B1a+%26+co&tag=vip',
    );
  });

  it('is empty behind its end, and where nothing is meant', async () => {
    const behind = await boss.get('/alerts?page=2147483647&limit=100');
    expect(behind.body).to.deep.equal({ status: 'success', data: [] });
    expect(behind.headers['x-total-count']).to.equal('26');
    expect(linkOf(behind, 'prev')).to.equal('?page=1&limit=100');
    for (const query of ['status=misspelt', 'tag=none', 'tag=VIP', 'assigned_to=%00', 'status=__proto__']) {
      const none = await boss.get(`/alerts?${query}`);
      expect(none.body, query).to.deep.equal({ status: 'success', data: [] });
      expect(none.headers['x-total-count'], query).to.equal('0');
      expect(linkOf(none, 'last'), query).to.match(/^\?page=1&limit=20&/);
    }
  });

  it('answers HEAD without a body', async () => {
    const head = await boss.send('head', '/alerts?limit=1');
    expect([head.status, head.text, head.headers['x-total-count']]).to.deep.equal([200, undefined, '26']);
  });

  it('has just those with any of the values of a name and all of the names', async function () {
    const some = (values: readonly string[]): fc.Arbitrary<string[]> =>
      fc.array(fc.constantFrom(...values), { maxLength: 3 });
    const filters = fc.record({
      status: some(['open', 'in_progress', 'closed', 'gone']),
      severity: some(['low', 'medium', 'high', 'critical', '1', '4']),
      assigned_to: some(['eva', 'ana+1@x.example', 'nobody']),
      tag: some(['vip', ' phishing ', 'España & co', 'a,b', 'a', '["vip"]']),
    });
    const words: Readonly<Record<string, string>> = { '1': 'low', '4': 'critical' };
    const meant = (alert: Alert, wanted: Record<string, string[]>): boolean => {
      const shown: Record<string, readonly (string | null)[]> = {
        ...{ status: [alert.status], severity: [alert.severity] },
        ...{ assigned_to: [alert.assigned_to], tag: alert.tags },
      };
      return Object.entries(wanted).every(
        ([name, values]) =>
          values.length === 0 || values.some((value) => shown[name]?.includes(words[value] ?? value.trim())),
      );
    };
    const property = fc.asyncProperty(filters, fc.constantFrom(1, 3, 100), async (wanted, limit) => {
      const query = new URLSearchParams({ limit: String(limit) });
      for (const [name, values] of Object.entries(wanted)) values.forEach((v) => query.append(name, v));
      const path = `/alerts?${query.toString()}`;
      const expected = newestFirst().filter((alert) => meant(alert, wanted));
      const { headers } = await boss.get(path);
      expect(headers['x-total-count']).to.equal(String(expected.length));
      expect((await boss.walk(path)).flat()).to.deep.equal(expected.map(({ id }) => id));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  const faults: [string, string][] = [
    ['page=0&limit=0&status=', PAGE_FAULT],
    ['page=1&page=1', PAGE_FAULT],
    ['page=2147483648', PAGE_FAULT],
    ['nope=1&limit=101', LIMIT_FAULT],
    ['limit=1e2', LIMIT_FAULT],
    ['lang=e&status=', fault('lang')],
    ['status=&severity=x', fault('status')],
    ['severity=x', fault('severity')],
    ['severity=High', fault('severity')],
    ['severity=0', fault('severity')],
    ['severity=low&severity=', fault('severity')],
    ['assigned_to=', fault('assigned_to')],
    ['tag=vip&tag=', fault('tag')],
    ['tag=%20', fault('tag')],
    [`tag=${'x'.repeat(2001)}`, fault('tag')],
    ['tag=a&'.repeat(11), fault('tag')],
    ['as_of=1', fault('as_of')],
    ['owner=cases', fault('owner')],
    ['Status=open', fault('Status')],
    ['tag[]=a', fault('tag[]')],
    ['__proto__=1', fault('__proto__')],
    ['__proto__=1&__proto__=2&page=1', fault('__proto__')],
    ['constructor=1', fault('constructor')],
    ['=1', fault('')],
    [`${'y'.repeat(5000)}=1`, fault('y'.repeat(200))],
    [`status=${'x'.repeat(1000)}&tag=${'x'.repeat(1000)}`, 'Los parámetros de la consulta no son válidos'],
    [`tag=${'%F0%9F%98%80'.repeat(167)}`, 'Los parámetros de la consulta no son válidos'],
  ];
  for (const [query, message] of faults) {
    it(`is not asked for with ${query.slice(0, 60)}`, async () => {
      const refused = failureOf(await boss.get(`/alerts?${query}`));
      expect(refused.message).to.match(/^.{1,250}$/u);
      expect(refused.message.replace('…', '').slice(0, 210)).to.equal(message.slice(0, 210));
      expect(refused).to.include({ status: 400, code: 'INVALID_REQUEST' });
    });
  }

  it('is asked for with up to ten values of a name', async () => {
    const tags = ['vip', 'phishing', ...Array.from({ length: 8 }, (_, i) => `x${String(i)}`)];
    const page = await boss.get(`/alerts?${tags.map((tag) => `tag=${tag}`).join('&')}`);
    const expected = made.filter((alert) => alert.tags.includes('vip') || alert.tags.includes('phishing'));
    expect(page.headers['x-total-count']).to.equal(String(expected.length));
  });

  it('has links that fit into a header, however much is asked for', async () => {
    const query = `limit=1&page=2&tag=vip&tag=${encodeURIComponent('ñ'.repeat(300))}&lang=en`;
    const page = await boss.get(`/alerts?${query}`);
    expect(page.status).to.equal(200);
    expect(page.headers['link']?.length).to.be.within(7000, 8500);
  });

  it('is never answered with 500, whatever is asked', async function () {
    const names = ['page', 'limit', 'lang', 'status', 'severity', 'assigned_to', 'tag', 'x', '__proto__'];
    const values = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
      fc.constantFrom('1', '2', '100', 'low', '4', 'open', 'vip', '%', '%ff', 'es', '2147483647', '%00'),
    );
    const pairs = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 6 });
    const property = fc.asyncProperty(pairs, async (some) => {
      const query = some.map(([name, value]) => `${name}=${value}`).join('&');
      const answer = await boss.get(`/alerts?${query}`);
      expect(answer.status).to.be.oneOf([200, 400]);
      if (answer.status === 400) expect(failureOf(answer).code).to.equal('INVALID_REQUEST');
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
