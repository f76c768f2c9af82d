import { expect } from 'chai';
import type { JWTPayload } from 'jose';
import { SignJWT, UnsecuredJWT } from 'jose';
import { AlertClient, failureOf } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { keyHash, passwordHash } from '../support/passwords.js';

const NOW = Date.parse('2026-01-15T10:00:00.000Z') / 1000;
const SECRET = 'a shared secret of more than 32 bytes';
const LIVE = 'cbr_live_0123456789abcdef';
const key = (id: string, secret: string, over = {}) => {
  return { id, name: id, keyHash: keyHash(secret), roles: ['superuser'], tier: 'unlimited', ...over };
};
const SECURITY = {
  users: [{ username: 'mira', passwordHash: passwordHash('pass'), roles: ['superuser'] }],
  apiKeys: [
    key('live', LIVE),
    key('pair', 'the-secret'),
    key('off', 'cbr_live_off', { state: 'suspended' }),
    key('out', 'cbr_live_out', { state: 'revoked' }),
    key('old', 'cbr_live_old', { expiresAt: '2026-01-15T10:00:00Z' }),
  ],
  jwt: [{ issuer: 'https://idp.example', audience: 'case-activity', secret: SECRET }],
};
const CLAIMS: JWTPayload = {
  ...{ iss: 'https://idp.example', aud: 'case-activity', sub: 'u', roles: ['superuser'] },
  exp: NOW + 300,
};

/** An `undefined` end leaves it out. */
type Claims = Record<string, unknown> & { readonly exp?: number | undefined };

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const jwt = async (over: Claims = {}, secret = SECRET, alg = 'HS256') => {
  const { exp, ...claims } = { ...CLAIMS, ...over };
  const token = new SignJWT({ ...claims, ...(exp !== undefined && { exp }) }).setProtectedHeader({ alg });
  return bearer(await token.sign(new TextEncoder().encode(secret)));
};
const basic = (pair: string, scheme = 'Basic') => ({
  authorization: `${scheme} ${Buffer.from(pair).toString('base64')}`,
});
type Headers = Readonly<Record<string, string>>;
type Credentials = Headers | (() => Promise<Headers>);

/** Every route, each with what would be done by somebody who may. */
const ROUTES = [
  ...[['get', '/alerts'] as const, ['get', '/alerts/a'] as const, ['get', '/alerts/a/activities'] as const],
  ...[['get', '/alerts/a/comments'] as const, ['delete', '/alerts/a'] as const],
  ['delete', '/alerts/a/comments/c'],
  ['post', '/alerts', { title: 'T', severity: 1 }],
  ['patch', '/alerts/a', { title: 'T' }],
  ['post', '/alerts/_bulk', { ids: ['a'], updates: { status: 'closed' } }],
  ['post', '/alerts/create-case', { title: 'T', severity: 1, alert_ids: ['a'] }],
  ['post', '/alerts/a/comments', { body: 'C' }],
  ['patch', '/alerts/a/comments/c', { body: 'C' }],
] as const;

atMounts('credentials for alerts (C11.1, C11.2)', () => {
  let host: TestHost;
  let client: AlertClient;
  before(async () => {
    host = await startHost({ clock: () => new Date(NOW * 1000), config: { security: SECURITY } });
    client = new AlertClient(host);
    const body = { id: 'a', title: 'T', severity: 1 };
    expect((await client.send('post', '/alerts', { body, headers: bearer(LIVE) })).status).to.equal(201);
  });
  after(() => host.stop());

  const get = async (credentials: Credentials) =>
    client.get('/alerts/a/activities', typeof credentials === 'function' ? await credentials() : credentials);

  const accepted: readonly (readonly [string, Credentials])[] = [
    ['a token', () => jwt()],
    ['a token that expired a minute ago', () => jwt({ exp: NOW - 59 })],
    ['a token that is valid in a minute', () => jwt({ nbf: NOW + 59 })],
    ['a key as bearer', bearer(LIVE)],
    ['a key in its own header', { 'x-api-key': LIVE }],
    ['a key pair', { 'x-api-key': 'pair', 'x-api-secret': 'the-secret' }],
    ['a name and a password', basic('mira:pass')],
    ['an id and a key', basic('pair:the-secret', 'ApiKey')],
  ];
  for (const [what, credentials] of accepted) {
    it(`are ${what}`, async () => {
      expect((await get(credentials)).status).to.equal(200);
    });
  }

  const refusal = {
    status: 401,
    code: 'UNAUTHORIZED',
    message: 'Token de autenticación faltante o inválido',
  };
  const realm = 'Bearer realm="case-activity"';
  const good = { 'x-api-key': LIVE };
  const rejected: readonly (readonly [string, Credentials])[] = [
    ['a token without an end', () => jwt({ exp: undefined })],
    ['an expired token', () => jwt({ exp: NOW - 61 })],
    ['a token for later', () => jwt({ nbf: NOW + 61 })],
    ['a token of another issuer', () => jwt({ iss: 'https://other.example' })],
    ['a token for somebody else', () => jwt({ aud: 'another' })],
    ['a token of another secret', () => jwt({}, `${SECRET}!`)],
    ['a token of another algorithm', () => jwt({}, SECRET.repeat(2), 'HS512')],
    ['a token without a signature', bearer(new UnsecuredJWT(CLAIMS).encode())],
    ['no token at all', bearer('x.y.z')],
    ['an unknown key', bearer('cbr_live_none')],
    ['a suspended key', bearer('cbr_live_off')],
    ['a revoked key', { 'x-api-key': 'cbr_live_out' }],
    ['an expired key', bearer('cbr_live_old')],
    ['an access key alone', { 'x-api-key': 'pair' }],
    ['a secret alone', { 'x-api-secret': 'the-secret' }],
    ['a pair with another secret', { 'x-api-key': 'pair', 'x-api-secret': 'x' }],
    ['a wrong password', basic('mira:nope')],
    ['a bad Authorization beside a good key', { ...bearer('x'), ...good }],
  ];
  for (const [what, credentials] of rejected) {
    it(`are not ${what}`, async () => {
      const answer = await get(credentials);
      expect(failureOf(answer)).to.deep.equal(refusal);
      expect(answer.headers['www-authenticate']).to.equal(`${realm}, error="invalid_token"`);
    });
  }

  it('are asked for by every route, before anything else is looked at', async () => {
    for (const [method, path, body] of ROUTES) {
      for (const query of ['', '?lang=en&page=0']) {
        const answer = await client.send(method, path + query, body === undefined ? {} : { body });
        expect(failureOf(answer), `${method} ${path}`).to.include({ status: 401, code: 'UNAUTHORIZED' });
        expect(answer.headers['www-authenticate']).to.equal(realm);
        expect(answer.headers).to.include({ 'cache-control': 'no-store', vary: 'Accept-Language' });
      }
    }
    expect((await get(good)).body.data).to.have.length(1);
  });
});
