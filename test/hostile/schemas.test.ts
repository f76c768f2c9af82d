import { expect } from 'chai';
import { longestDelay } from '../support/event_loop_delay.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aNewCase, KibanaClient } from '../support/kibana.js';
import { ALERT_BODIES, CASE_BODIES, MAX_BODY_BYTES } from './hostile_bodies.js';

/** Milliseconds: far more than is allowed, as the machine may do other things; unbounded checks took seconds. */
const MAX_DELAY = 1500;
const MAX_ANSWER_BYTES = 64_000;

describe('a hostile request', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
    // Code that runs for the first time is slow, which is no client's doing.
    await new KibanaClient(host).create();
  });
  after(() => host.stop());

  /** Sends and expects a refusal that is small and has kept nobody waiting; answers its text. */
  async function refused(path: string, init: RequestInit): Promise<string> {
    let [status, text] = [0, ''];
    const delay = await longestDelay(async () => {
      const response = await fetch(host.url + path, init);
      status = response.status;
      text = await response.text();
    });
    expect(status, text.slice(0, 200)).to.be.within(400, 499);
    expect(Buffer.byteLength(text)).to.be.below(MAX_ANSWER_BYTES);
    expect(delay).to.be.below(MAX_DELAY);
    return text;
  }

  const headers = { 'content-type': 'application/json', 'kbn-xsrf': '1' };
  const routes = [
    ['POST', '/api/cases', CASE_BODIES],
    ['PATCH', '/api/cases', CASE_BODIES],
    ['POST', '/api/cases/none/comments', CASE_BODIES],
    ['POST', '/v1/alerts', ALERT_BODIES],
    ['PATCH', '/v1/alerts/none', ALERT_BODIES],
    ['POST', '/v1/alerts/none/comments', ALERT_BODIES],
    ['POST', '/v1/alerts/_bulk', ALERT_BODIES],
    ['POST', '/v1/alerts/create-case', ALERT_BODIES],
  ] as const;
  for (const [method, path, bodies] of routes) {
    for (const [name, text] of Object.entries(bodies)) {
      it(`is refused at once by ${method} ${path}: ${name}`, async () => {
        const body = Buffer.from(text);
        expect(body.length).to.be.at.most(MAX_BODY_BYTES);
        await refused(path, { method, headers, body });
      });
    }
  }

  const long = (text: string, length = 12_000): string =>
    encodeURIComponent(text.repeat(length / text.length));
  const ids = (json: string): string => `/api/cases?ids=${encodeURIComponent(json)}`;
  const paths: readonly (readonly [string, string])[] = [
    ['GET', `/api/cases/${long('x')}`],
    ['GET', `/api/cases/${long('💥', 1200)}`],
    ['GET', `/api/cases/x?${long('k')}=1`],
    ['GET', `/api/cases/x?includeComments=${long('1')}`],
    ['DELETE', ids(`[${Array(2000).fill('1').join(',')}]`)],
    ['DELETE', ids(`[${Array(2000).fill('""').join(',')}]`)],
    ['DELETE', ids(`["${'x'.repeat(12_000)}"]`)],
    ['DELETE', ids(`${'['.repeat(2000)}${']'.repeat(2000)}`)],
    ['DELETE', `/api/cases?${Array(2000).fill('ids=a').join('&')}`],
    ['GET', `/v1/alerts/${long('x')}`],
    ['GET', `/api/cases/x?${'a&'.repeat(7000)}`],
    ['GET', `/v1/alerts/x/activities?${'a&'.repeat(7000)}`],
    ['GET', `/v1/alerts/x/activities?${'%'.repeat(14_000)}`],
    ['GET', `/v1/alerts/x/activities?page=${'0'.repeat(12_000)}1`],
    ['GET', `/v1/alerts/x/activities?lang=en${'-aaaaa'.repeat(2000)}`],
    ['GET', `/v1/alerts/x/activities?as_of=${'9'.repeat(12_000)}`],
  ];
  for (const [method, path] of paths) {
    it(`is refused at once: ${method} ${path.slice(0, 50)}`, async () => {
      await refused(path, { method, headers });
    });
  }

  for (const [name, value] of [
    ['if-match', '"1",'.repeat(3000)],
    ['if-match', '"'.repeat(12_001)],
    ['accept-language', 'en;q=0.1,'.repeat(1300)],
    ['accept-language', `${' '.repeat(12_000)}x`],
    ['x-request-id', 'x'.repeat(12_000)],
    ['idempotency-key', 'x'.repeat(12_000)],
  ] as const) {
    it(`is refused at once: ${name} of ${value.slice(0, 10)}`, async () => {
      const init = { method: 'PATCH', headers: { ...headers, [name]: value }, body: '{"title":"T"}' };
      expect(await refused('/v1/alerts/none', init)).to.contain('"status":"error"');
    });
  }

  it('is told of by a part of what it named', async () => {
    const id = (i: number): string => `${String(i).padStart(3, '0')}${'💥'.repeat(2400)}`;
    const patch = (cases: object[]): Promise<string> =>
      refused('/api/cases', { method: 'PATCH', headers, body: JSON.stringify({ cases }) });
    const missing = await patch(Array.from({ length: 50 }, (_, i) => ({ id: id(i), version: 'v' })));
    expect(missing).to.contain('"message":"These cases 000💥').and.to.contain('💥…"}');
    const twice = await patch(Array.from({ length: 50 }, (_, i) => ({ id: id(i >> 1), version: 'v' })));
    expect(twice).to.contain('"message":"Duplicate case ids in request: 000💥').and.to.contain('💥…"}');
    const owner = JSON.stringify(aNewCase({ owner: 'x'.repeat(5000) }));
    expect(await refused('/api/cases', { method: 'POST', headers, body: owner })).to.contain('xxx');
  });

  it('tells the same of a list that is too long as of one that is a little too long', async () => {
    const patch = await refused('/api/cases', {
      method: 'PATCH',
      headers,
      body: Buffer.from(CASE_BODIES['cases without end'] ?? ''),
    });
    expect(patch).to.contain('The length of the field cases is too long. Array must be of length <= 100.');
    const post = await refused('/api/cases', {
      method: 'POST',
      headers,
      body: Buffer.from(CASE_BODIES['wrong tags without end'] ?? ''),
    });
    expect(post).to.contain('The length of the field tags is too long. Array must be of length <= 200.');
  });
});

describe('the largest legal request', () => {
  it('is handled without keeping anybody waiting', async function () {
    const host = await startHost();
    try {
      const kibana = new KibanaClient(host);
      const tags = Array.from({ length: 200 }, (_, i) => `${String(i)} ${'x'.repeat(30)}`);
      const cases: object[] = [];
      for (let i = 0; i < 100; i += 1) {
        const { id, version } = await kibana.create();
        cases.push({ id, version, title: 'T', tags });
      }
      let answered: unknown;
      const delay = await longestDelay(async () => {
        const response = await kibana.send('patch', '/api/cases', { cases });
        answered = response.body;
      });
      expect(answered).to.have.length(100);
      expect(delay).to.be.below(MAX_DELAY);
    } finally {
      await host.stop();
    }
  });
});
