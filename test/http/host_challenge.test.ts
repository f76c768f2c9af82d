import { expect } from 'chai';
import request from 'supertest';
import type { PluginHost } from '../../server/index.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { keyHash, passwordHash } from '../support/passwords.js';

const ROLES = [{ name: 'reader', kibana: [{ base: ['read'] }] }];
const KIBANA = '/api/cases/x/user_actions';
const CASEBENDER = '/v1/alerts/x/activities';

atMounts('the challenge of a 401', () => {
  const users = [{ username: 'ana', roles: ['reader'], passwordHash: passwordHash('ana') }];
  const apiKeys = [{ id: 'ci', name: 'CI', keyHash: keyHash('x'), roles: ['reader'] }];
  const jwt = [{ issuer: 'https://idp.example', audience: 'a', secret: 'x'.repeat(32) }];
  const basic = 'Basic realm="case-activity", charset="UTF-8"';
  const cases: readonly (readonly [string, object, PluginHost['authenticate'], string | undefined])[] = [
    ['Basic where users can sign in', { users, apiKeys, jwt }, undefined, basic],
    [
      'keys and tokens where only they can',
      { apiKeys, jwt },
      undefined,
      'ApiKey realm="case-activity", Bearer realm="case-activity"',
    ],
    ['nothing where nobody can sign in', {}, undefined, undefined],
    ['nothing where the host signs its users in', { users }, () => undefined, undefined],
  ];
  for (const [what, security, authenticate, challenge] of cases) {
    it(`names ${what}`, async () => {
      const config = { security: { roles: ROLES, ...security } };
      const host = await startHost(authenticate === undefined ? { config } : { config, authenticate });
      try {
        const kibana = await request(host.url).get(KIBANA).expect(401);
        expect(kibana.headers['www-authenticate']).to.equal(challenge);
        const casebender = await request(host.url).get(CASEBENDER).expect(401);
        expect(casebender.headers['www-authenticate']).to.equal('Bearer realm="case-activity"');
      } finally {
        await host.stop();
      }
    });
  }
});
