import { expect } from 'chai';
import request from 'supertest';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { keyHash } from '../support/passwords.js';

describe('rate limits by configuration (C12, C14)', () => {
  const KEY = 'cbr_live_limited';
  const apiKeys = [
    { id: 'k', name: 'k', roles: ['superuser'], keyHash: keyHash(KEY) },
    { id: 's', name: 's', roles: ['superuser'], keyHash: keyHash(`${KEY}_2`), tier: 'standard' },
  ];
  const clock = () => new Date('2026-01-15T09:00:00.500Z');
  let host: TestHost | undefined;
  afterEach(() => host?.stop());

  const started = async (config: object): Promise<TestHost> =>
    (host = await startHost({ clock, config: { security: { apiKeys }, ...config } }));
  const policyOf = async (path: string, key = KEY): Promise<string | undefined> =>
    (
      await request(host?.url ?? '')
        .get(path)
        .set('x-api-key', key)
    ).headers['ratelimit-policy'];

  it('take the tier of a key, the lowest one without', async () => {
    await started({});
    expect(await policyOf('/v1/alerts')).to.equal(
      '"burst";q=10;w=1, "minute";q=60;w=60, "hour";q=1000;w=3600',
    );
    expect(await policyOf('/v1/alerts', `${KEY}_2`)).to.equal(
      '"burst";q=50;w=1, "minute";q=300;w=60, "hour";q=10000;w=3600',
    );
  });

  it('are switched off', async () => {
    await started({ casebender: { rateLimits: false }, kibana: { rateLimits: true } });
    for (let i = 0; i < 12; i += 1) expect(await policyOf('/v1/alerts')).to.equal(undefined);
    expect(await policyOf('/api/cases/x/user_actions')).to.equal(undefined);
  });

  it("do not hold for Kibana's routes", async () => {
    await started({});
    for (let i = 0; i < 12; i += 1) expect(await policyOf('/api/cases/x/user_actions')).to.equal(undefined);
  });

  it("hold for Kibana's routes when told so, counted together with the others", async () => {
    const { url } = await started({ kibana: { rateLimits: true } });
    const kibana = () => request(url).get('/api/cases/x/user_actions').set('x-api-key', KEY);
    for (let i = 0; i < 5; i += 1) {
      expect((await kibana()).status).to.equal(200);
      expect((await request(url).get('/v1/alerts').set('x-api-key', KEY)).status).to.equal(200);
    }
    const { status, body, headers } = await kibana();
    expect([status, body]).to.deep.equal([
      429,
      { statusCode: 429, error: 'Too Many Requests', message: 'Too Many Requests' },
    ]);
    expect(headers).to.include({
      'retry-after': '1',
      ratelimit: '"burst";r=0;t=1, "minute";r=50;t=60, "hour";r=990;t=3600',
    });
  });
});
