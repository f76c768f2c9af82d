import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Response } from 'supertest';
import type { Alert, AlertBulkResult } from '../../common/casebender.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';

const AT_ONCE = 20;
const NEW_ALERT = { title: 'T', severity: 'high' };

describe('requests with a key that come at once', function () {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const atOnce = (send: (i: number) => Promise<Response>): Promise<Response[]> =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, i) => send(i)));
  const post = (path: string, body: object, key: string): Promise<Response> =>
    boss.send('post', path, { body, headers: { 'idempotency-key': key } });
  const told = async (id: string) => (await boss.activities(id, '?limit=100')).map(({ action }) => action);
  const total = async () => Number((await boss.get('/alerts?limit=1')).headers['x-total-count']);

  /** All of them have the answer of the one that did it. */
  function expectOne(answers: readonly Response[], status: number): void {
    for (const answer of answers)
      expect([answer.status, answer.text]).to.deep.equal([status, answers[0]?.text]);
    const first = answers.filter(({ headers }) => headers['idempotency-replayed'] !== 'true');
    expect(first).to.have.length(1);
    expect(new Set(answers.map(({ headers }) => headers['location'])).size).to.equal(1);
  }

  for (const id of [undefined, 'named']) {
    it(`create one alert ${id === undefined ? 'with an id of the key' : 'by its id'}`, async () => {
      const before = await total();
      const key = randomUUID();
      const answers = await atOnce(() => post('/alerts', { ...NEW_ALERT, ...(id && { id }) }, key));
      expectOne(answers, 201);
      const { data } = answers[0]?.body as { data: Alert };
      expect(await told(data.id)).to.deep.equal(['created']);
      expect(await total()).to.equal(before + 1);
    });
  }

  it('add one comment among those of others', async () => {
    const { id } = await boss.create();
    const key = randomUUID();
    const others = atOnce((i) =>
      post(`/alerts/${id}/comments`, { body: `D${String(i)}` }, `other-${String(i)}`),
    );
    expectOne(await atOnce(() => post(`/alerts/${id}/comments`, { body: 'C' }, key)), 201);
    await others;
    const bodies = (await boss.activities(id, '?limit=100')).map(({ body }) => body);
    expect(bodies).to.have.length(AT_ONCE + 2);
    expect(bodies.filter((body) => body === 'C')).to.have.length(1);
  });

  it('of two bodies do one, and refuse the other', async () => {
    const { id } = await boss.create();
    const key = randomUUID();
    const answers = await atOnce((i) =>
      post(`/alerts/${id}/comments`, { body: i % 2 === 0 ? 'C' : 'D' }, key),
    );
    const done = answers.filter(({ status }) => status === 201);
    expect(done).to.have.length(AT_ONCE / 2);
    expectOne(done, 201);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const one of refused) expect(failureOf(one).code).to.equal('IDEMPOTENCY_KEY_REUSED');
    expect(await told(id)).to.have.length(2);
  });

  it('change every alert once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push((await boss.create()).id);
    const key = randomUUID();
    const body = { ids: [...ids, 'none'], updates: { tags: ['x'], status: 'closed' } };
    const answers = await atOnce(() => post('/alerts/_bulk', body, key));
    const data: AlertBulkResult = { updated_count: 12, failed_count: 1, failed_ids: ['none'] };
    for (const answer of answers) {
      expect([answer.status, answer.body]).to.deep.equal([200, { status: 'success', data }]);
    }
    for (const id of ids) expect(await told(id)).to.deep.equal(['added', 'updated', 'created']);
  });

  it('are answered whatever the key and the body are', async () => {
    const keys = fc.oneof(
      fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) }),
      fc.constantFrom('"', '""', '\\', '"\\"', '__proto__', 'toString', 'k', '"k"', 'x'.repeat(8000)),
    );
    const bodies = fc.oneof(
      fc.json(),
      fc.record({ ids: fc.array(fc.string()), updates: fc.object() }).map((body) => JSON.stringify(body)),
      fc
        .record({ title: fc.string(), severity: fc.constantFrom(1, 'low', 'x') })
        .map((b) => JSON.stringify(b)),
      fc.record({ body: fc.string() }).map((body) => JSON.stringify(body)),
    );
    await boss.create({ id: 'fuzzed' });
    const paths = fc.constantFrom('/alerts', '/alerts/_bulk', '/alerts/fuzzed/comments');
    const property = fc.asyncProperty(paths, keys, bodies, async (path, key, body) => {
      // What HTTP itself does not carry never arrives.
      const sent = key.replaceAll(/[\x7f-\x9f]/g, '~');
      const headers = { 'content-type': 'application/json', 'idempotency-key': sent };
      const answers = [];
      for (let i = 0; i < 2; i += 1) answers.push(await boss.send('post', path, { body, headers }));
      const [first, second] = answers;
      expect(first?.status, first?.text).to.be.oneOf([200, 201, 400, 409, 422]);
      // Whatever it was, it is the same again; only what was not there may be now.
      expect([second?.status, second?.text]).to.deep.equal([first?.status, first?.text]);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});
