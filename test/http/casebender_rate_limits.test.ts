import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const HOUR = Date.UTC(2026, 0, 15, 9);
const READER: Principal = { username: 'reader', roles: ['reader'], tier: 'basic' };

atMounts('the rate limits of the CaseBender dialect (C12)', () => {
  let host: TestHost;
  let now = HOUR;
  let id: string;
  before(async () => {
    host = await startAlertHost({
      clock: () => new Date(now),
      config: {
        casebender: { rateLimits: { basic: { burst: 3 }, standard: { burst: 2, minute: 5, hour: 6 } } },
      },
    });
    ({ id } = await new AlertClient(host, BOSS).create());
  });
  beforeEach(() => (now += 3_600_000));
  after(() => host.stop());

  const as = (over: Partial<Principal> = {}) => new AlertClient(host, { ...READER, ...over });

  it('are told in every answer to somebody who is limited', async () => {
    now += 17_400;
    const client = as();
    const { status, headers } = await client.get(`/alerts/${id}/activities`);
    expect(status).to.equal(200);
    expect(headers['ratelimit-policy']).to.equal('"burst";q=3;w=1, "minute";q=60;w=60, "hour";q=1000;w=3600');
    expect(headers['ratelimit']).to.equal('"burst";r=2;t=1, "minute";r=59;t=43, "hour";r=999;t=3583');
    expect(headers).to.not.have.property('retry-after');
    const missing = await client.get('/alerts/nobody');
    expect([missing.status, missing.headers['ratelimit']]).to.deep.equal([
      404,
      '"burst";r=1;t=1, "minute";r=58;t=43, "hour";r=998;t=3583',
    ]);
    const bad = await client.get('/alerts?page=0');
    expect([bad.status, bad.headers['ratelimit']?.slice(0, 13)]).to.deep.equal([400, '"burst";r=0;t']);
  });

  it('refuse with the time to wait, before anything but credentials is looked at, and count no refusal', async () => {
    const client = as({ username: 'often', tier: 'standard' });
    for (const second of [0, 1]) {
      now = HOUR + 50 * 3_600_000 + second * 1_000;
      for (let i = 0; i < 2; i += 1) expect((await client.get(`/alerts/${id}`)).status).to.equal(200);
    }
    const refused = await client.get('/alerts/nobody?page=0', { 'accept-language': 'en' });
    expect(failureOf(refused)).to.deep.equal({
      status: 429,
      code: 'RATE_LIMITED',
      message: 'Rate limit exceeded; try again in 1 second',
    });
    expect(refused.headers).to.include({
      'retry-after': '1',
      ratelimit: '"burst";r=0;t=1, "minute";r=1;t=59, "hour";r=2;t=3599',
      'ratelimit-policy': '"burst";q=2;w=1, "minute";q=5;w=60, "hour";q=6;w=3600',
      'content-language': 'en',
    });
    now += 1_000;
    expect((await client.get(`/alerts/${id}`)).status).to.equal(200);
    const minute = await client.send('post', '/alerts', { body: '{' });
    expect(failureOf(minute)).to.deep.equal({
      status: 429,
      code: 'RATE_LIMITED',
      message: 'Límite de solicitudes superado; inténtelo de nuevo en 58 segundos',
    });
    expect(minute.headers['retry-after']).to.equal('58');
    now += 58_000;
    expect((await client.get(`/alerts/${id}`)).status).to.equal(200);
    const hour = await client.get(`/alerts/${id}`, { 'accept-language': 'de' });
    expect(failureOf(hour).message).to.equal(
      'Anfragelimit überschritten; versuchen Sie es in 3.540 Sekunden erneut',
    );
    const noRights = as({ username: 'often', tier: 'standard', roles: [], scopes: [] });
    expect((await noRights.get(`/alerts/${id}`)).status).to.equal(429);
  });

  it('hold for each principal, in all spaces and on all routes together', async () => {
    const clients = [as(), new AlertClient(host, READER, 'default'), as()];
    const statuses = await Promise.all(
      [...clients, ...clients].map(async (client) => (await client.get(`/alerts/${id}`)).status),
    );
    expect(statuses.sort()).to.deep.equal([200, 200, 200, 429, 429, 429]);
    expect((await as({ username: 'other' }).get(`/alerts/${id}`)).status).to.equal(200);
  });

  it('are none of whom no tier limits, and of whom nobody knows', async () => {
    for (const tier of ['unlimited', undefined]) {
      for (let i = 0; i < 5; i += 1) {
        const { status, headers } = await as({ tier }).get(`/alerts/${id}`);
        expect(status).to.equal(200);
        expect(headers).to.not.have.any.keys('ratelimit', 'ratelimit-policy');
      }
    }
    const unknown = await new AlertClient(host).get(`/alerts/${id}`);
    expect(unknown.status).to.equal(401);
    expect(unknown.headers).to.not.have.any.keys('ratelimit', 'ratelimit-policy');
  });

  it('hold for a tier that nobody knows as for the lowest one', async () => {
    const { headers } = await as({ tier: 'gold' }).get(`/alerts/${id}`);
    expect(headers['ratelimit-policy']).to.equal('"burst";q=3;w=1, "minute";q=60;w=60, "hour";q=1000;w=3600');
  });
});
