import { expect } from 'chai';
import type { CryptoKey, JWTPayload } from 'jose';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { JwtRealm } from '../../server/access/jwt_realm.js';
import { readConfig } from '../../server/config.js';

const NOW = Date.parse('2025-03-04T08:00:00Z') / 1000;
const SECRET = 'a secret of the test, long enough';
const secret = new TextEncoder().encode(SECRET);
const CLAIMS = { iss: 'https://idp', aud: 'activity', exp: NOW + 300, sub: 'sub-1' };

function aRealm(...jwt: readonly object[]): JwtRealm {
  const entries = jwt.map((entry) => ({ issuer: 'https://idp', audience: 'activity', ...entry }));
  const { security } = readConfig({ security: { jwt: entries } }, { baseDir: '/', env: {} });
  return new JwtRealm(security.jwt, () => new Date(NOW * 1000));
}

const sign = (claims: JWTPayload, alg = 'HS256', key: Uint8Array | CryptoKey = secret, kid?: string) =>
  new SignJWT(claims).setProtectedHeader(kid === undefined ? { alg } : { alg, kid }).sign(key);

describe('tokens', () => {
  const realm = aRealm({ secret: SECRET });
  const callerOf = async (claims: object) => realm.authenticate(await sign({ ...CLAIMS, ...claims }));

  it('describe a caller with their claims', async () => {
    const caller = await callerOf({
      preferred_username: 'ana',
      name: 'Ana',
      email: 'ana@example.com',
      roles: ['a', 'b', 5],
      picture: 'https://x.example/a.png',
      locale: 'es-MX',
      scope: 'alerts:read  alerts:write',
      tier: 'standard',
      tlp_clearance: 3,
      pap_clearance: '1',
    });
    expect(caller).to.deep.equal({
      kind: 'user',
      username: 'ana',
      fullName: 'Ana',
      email: 'ana@example.com',
      roles: ['a', 'b'],
      picture: 'https://x.example/a.png',
      locale: 'es-MX',
      scopes: ['alerts:read', 'alerts:write'],
      tier: 'standard',
      tlpClearance: 3,
      papClearance: 1,
    });
  });

  const claims: readonly (readonly [string, object, object])[] = [
    [
      'the subject without a name',
      {},
      { username: 'sub-1', roles: [], scopes: undefined, tier: 'unlimited', tlpClearance: undefined },
    ],
    ['roles in one text', { roles: 'a b' }, { roles: ['a', 'b'] }],
    ['scopes in a list', { scope: ['alerts:read'] }, { scopes: ['alerts:read'] }],
    ['no scope at all', { scope: '' }, { scopes: [] }],
    ['scopes nobody can read', { scope: 5 }, { scopes: [] }],
    ['a clearance nobody can read', { tlp_clearance: 'all' }, { tlpClearance: 0 }],
    ['a kind, which does not count', { kind: 'system', actor: 'system' }, { kind: 'user' }],
  ];
  for (const [what, sent, expected] of claims) {
    it(`may carry ${what}`, async () => {
      expect(await callerOf(sent)).to.deep.include(expected);
    });
  }

  it('may keep claims below others, and under names with dots', async () => {
    const nested = aRealm({
      secret: SECRET,
      claims: { roles: 'realm_access.roles', username: 'https://idp.example/name' },
    });
    const token = await sign({
      ...CLAIMS,
      realm_access: { roles: ['x'] },
      'https://idp.example/name': 'eve',
    });
    expect(await nested.authenticate(token)).to.deep.include({ username: 'eve', roles: ['x'] });
  });

  const times: readonly (readonly [string, object, boolean])[] = [
    ['within the leeway after it expired', { exp: NOW - 59 }, true],
    ['beyond the leeway after it expired', { exp: NOW - 61 }, false],
    ['within the leeway before it begins', { nbf: NOW + 59 }, true],
    ['beyond the leeway before it begins', { nbf: NOW + 61 }, false],
    ['that never expires', { exp: undefined }, false],
    ['for another audience', { aud: 'other' }, false],
    ['for several audiences', { aud: ['other', 'activity'] }, true],
    ['without an audience', { aud: undefined }, false],
    ['of another issuer', { iss: 'https://evil' }, false],
    ['without an issuer', { iss: undefined }, false],
    ['without a name', { sub: undefined }, false],
  ];
  for (const [what, sent, accepted] of times) {
    it(`are ${accepted ? 'accepted' : 'refused'} ${what}`, async () => {
      expect((await callerOf(sent)) !== undefined).to.equal(accepted);
    });
  }

  it('are refused without a signature', async () => {
    expect(await realm.authenticate(new UnsecuredJWT(CLAIMS).encode())).to.equal(undefined);
  });

  it('are refused with a signature of another secret or algorithm', async () => {
    const other = new TextEncoder().encode('some other secret, long enough too');
    expect(await realm.authenticate(await sign(CLAIMS, 'HS256', other))).to.equal(undefined);
    expect(await realm.authenticate(await sign(CLAIMS, 'HS512'))).to.equal(undefined);
  });

  it('are refused when they are changed or are none', async () => {
    const [header = '', , signature = ''] = (await sign(CLAIMS)).split('.');
    const body = Buffer.from(JSON.stringify({ ...CLAIMS, roles: ['superuser'] })).toString('base64url');
    for (const token of [`${header}.${body}.${signature}`, 'x', 'a.b.c', '..', '']) {
      expect(await realm.authenticate(token), token).to.equal(undefined);
    }
  });
});

describe('tokens of an issuer with public keys', () => {
  it('are accepted with a key of the set, and refused with any other', async () => {
    const ours = await generateKeyPair('ES256', { extractable: true });
    const theirs = await generateKeyPair('ES256', { extractable: true });
    const realm = aRealm({
      jwks: { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'ES256' }] },
    });
    expect(await realm.authenticate(await sign(CLAIMS, 'ES256', ours.privateKey, 'k1'))).to.include({
      username: 'sub-1',
    });
    expect(await realm.authenticate(await sign(CLAIMS, 'ES256', theirs.privateKey, 'k1'))).to.equal(
      undefined,
    );
    expect(await realm.authenticate(await sign(CLAIMS, 'ES256', ours.privateKey, 'k2'))).to.equal(undefined);
  });

  it('are refused when the public key was taken for a secret', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const realm = aRealm({ jwks: { keys: [jwk] } });
    for (const text of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const token = await sign(CLAIMS, 'HS256', new TextEncoder().encode(text));
      expect(await realm.authenticate(token)).to.equal(undefined);
    }
  });

  it('are refused with an algorithm that is not on the list', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const realm = aRealm({ jwks: { keys: [await exportJWK(publicKey)] }, algorithms: ['EdDSA'] });
    expect(await realm.authenticate(await sign(CLAIMS, 'ES256', privateKey))).to.equal(undefined);
  });

  it('go to the entries of their issuer', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const realm = aRealm(
      { issuer: 'https://other', jwks: { keys: [await exportJWK(publicKey)] } },
      { audience: 'elsewhere', secret: SECRET },
      { secret: SECRET },
    );
    expect(await realm.authenticate(await sign(CLAIMS))).to.include({ username: 'sub-1' });
    const foreign = { ...CLAIMS, iss: 'https://other' };
    expect(await realm.authenticate(await sign(foreign, 'EdDSA', privateKey))).to.include({
      username: 'sub-1',
    });
    expect(await realm.authenticate(await sign(CLAIMS, 'EdDSA', privateKey))).to.equal(undefined);
    expect(await realm.authenticate(await sign(foreign))).to.equal(undefined);
  });
});
