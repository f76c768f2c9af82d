import { expect } from 'chai';
import { faultyPaths } from '../support/faults.js';

const security = (part: object) => ({ security: part });
const jwt = (part: object) => security({ jwt: [{ issuer: 'i', audience: 'a', ...part }] });
const apiKey = (part: object) =>
  security({ apiKeys: [{ id: 'k', name: 'K', keyHash: '0'.repeat(64), ...part }] });
const role = (entry: object) => security({ roles: [{ name: 'r', kibana: [entry] }] });
const SECRET = 's'.repeat(32);
const PUBLIC = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }] };

describe('faults of security settings', () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['a boolean as text', security({ enabled: 'false' }), ['security.enabled']],
    ['a role twice', security({ roles: [{ name: 'a' }, { name: 'a' }] }), ['security.roles[1].name']],
    ['the superuser as a role', security({ roles: [{ name: 'superuser' }] }), ['security.roles[0].name']],
    [
      'base and feature both filled',
      role({ base: ['all'], feature: { f: ['all'] } }),
      ['security.roles[0].kibana[0].feature'],
    ],
    ['all spaces mixed with others', role({ spaces: ['*', 'a'] }), ['security.roles[0].kibana[0].spaces']],
    [
      'a user without a password',
      security({ users: [{ username: 'u' }] }),
      ['security.users[0].passwordHash'],
    ],
    [
      'a key twice',
      security({ apiKeys: ['k', 'k'].map((id) => ({ id, name: 'K', keyHash: '0'.repeat(64) })) }),
      ['security.apiKeys[1].id'],
    ],
    ['a short digest', apiKey({ keyHash: '0'.repeat(63) }), ['security.apiKeys[0].keyHash']],
    ['an unknown scope', apiKey({ scopes: ['alerts:read', 'alerts:*'] }), ['security.apiKeys[0].scopes[1]']],
    ['a clearance above 4', apiKey({ papClearance: 5 }), ['security.apiKeys[0].papClearance']],
    [
      'a time without a zone',
      apiKey({ expiresAt: '2027-01-01T00:00:00' }),
      ['security.apiKeys[0].expiresAt'],
    ],
    ['an actor that keys cannot be', apiKey({ actor: 'user' }), ['security.apiKeys[0].actor']],
    ['an issuer without keys', jwt({}), ['security.jwt[0]']],
    ['a secret that can be guessed', jwt({ secret: 's'.repeat(31) }), ['security.jwt[0].secret']],
    ['an issuer with two kinds of keys', jwt({ secret: SECRET, jwks: PUBLIC }), ['security.jwt[0]']],
    [
      'a secret with a public key algorithm',
      jwt({ secret: SECRET, algorithms: ['RS256'] }),
      ['security.jwt[0].algorithms[0]'],
    ],
    [
      'public keys with a secret algorithm',
      jwt({ jwks: PUBLIC, algorithms: ['HS256'] }),
      ['security.jwt[0].algorithms[0]'],
    ],
    ['no signature at all', jwt({ secret: SECRET, algorithms: ['none'] }), ['security.jwt[0].algorithms[0]']],
    [
      'a secret among public keys',
      jwt({ jwks: { keys: [...PUBLIC.keys, { kty: 'oct', k: 'AAAA' }] } }),
      ['security.jwt[0].jwks'],
    ],
    [
      'a private key among public ones',
      jwt({ jwks: { keys: [...PUBLIC.keys, { ...PUBLIC.keys[0], d: 'A' }] } }),
      ['security.jwt[0].jwks'],
    ],
    ['an empty key set', jwt({ jwks: { keys: [] } }), ['security.jwt[0].jwks']],
    ['a key file that is missing', jwt({ jwksFile: 'x.json' }), ['security.jwt[0].jwksFile']],
  ];
  for (const [what, input, paths] of cases) {
    it(`refuses ${what}`, () => {
      expect(faultyPaths(input)).to.deep.equal(paths);
    });
  }
});
