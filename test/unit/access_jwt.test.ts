import { expect } from 'chai';
import { UnsecuredJWT } from 'jose';
import { aRealm, callerIn, CLAIMS, NOW, raw, SECRET, sign } from '../support/tokens.js';

describe('tokens', () => {
  const realm = aRealm({ secret: SECRET });
  const callerOf = async (claims: object) => callerIn(realm, await sign({ ...CLAIMS, ...claims }));

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
    [
      'a clearance of two digits',
      { tlp_clearance: '12', pap_clearance: ' 3' },
      { tlpClearance: 0, papClearance: 0 },
    ],
    [
      'a clearance in a list',
      { tlp_clearance: [3], pap_clearance: '3a' },
      { tlpClearance: 0, papClearance: 0 },
    ],
    [
      'a name that is no text',
      { preferred_username: 7, name: ['Ana'] },
      { username: 'sub-1', fullName: undefined },
    ],
    ['an empty name', { preferred_username: '', tier: '' }, { username: 'sub-1', tier: 'unlimited' }],
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
    expect(await callerIn(nested, token)).to.deep.include({ username: 'eve', roles: ['x'] });
  });

  it('grant no roles where there are none below others, whatever stands there', async () => {
    const nested = aRealm({ secret: SECRET, claims: { roles: 'a.b.0' } });
    for (const a of [
      undefined,
      null,
      'text',
      5,
      ['x'],
      { b: undefined },
      { b: null },
      { b: 'text' },
      { b: ['x'] },
    ]) {
      const caller = await callerIn(nested, await sign({ ...CLAIMS, a }));
      expect(caller?.roles, JSON.stringify(a)).to.deep.equal([]);
    }
    const inherited = aRealm({ secret: SECRET, claims: { roles: 'a.constructor.name' } });
    expect(await callerIn(inherited, await sign({ ...CLAIMS, a: {} }))).to.deep.include({ roles: [] });
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

  for (const time of [
    '"exp":1e999',
    '"exp":1.5e300',
    `"exp":"${String(NOW + 300)}"`,
    `"exp":${String(NOW + 300)}.5`,
  ]) {
    it(`are refused when they expire at no second of the calendar: ${time}`, async () => {
      expect(await callerIn(realm, await raw(time))).to.equal(undefined);
    });
  }

  for (const time of ['"nbf":-1e999', '"iat":1e999', '"nbf":"0"', '"iat":null']) {
    it(`are refused with a time that cannot be read: ${time}`, async () => {
      expect(await callerIn(realm, await raw(`"exp":${String(NOW + 300)},${time}`))).to.equal(undefined);
    });
  }

  it('may say anything else', async () => {
    const caller = await callerIn(realm, await raw(`"exp":${String(NOW + 300)},"reason":"x","fault":"y"`));
    expect(caller).to.include({ username: 'sub-1' });
  });

  it('grant only the roles that their issuer can grant', async () => {
    const limited = aRealm({ secret: SECRET, roles: ['a', 'c'] });
    const token = await sign({ ...CLAIMS, roles: ['a', 'b', 'superuser'] });
    expect(await callerIn(limited, token)).to.deep.include({ roles: ['a'] });
    expect(await callerIn(aRealm({ secret: SECRET, roles: [] }), token)).to.deep.include({ roles: [] });
    expect(await callerIn(aRealm({ secret: SECRET }), token)).to.deep.include({
      roles: ['a', 'b', 'superuser'],
    });
  });

  const OTHERS = new TextEncoder().encode('some other secret, long enough too');
  const reasons: readonly (readonly [string, object | (() => string | Promise<string>), string])[] = [
    ['expired', { exp: NOW - 61 }, 'expired'],
    ['not yet valid', { nbf: NOW + 61 }, 'invalid_token not yet valid'],
    ['for others', { aud: 'other' }, 'invalid_token audience'],
    ['of another issuer', { iss: 'https://evil' }, 'unknown_issuer'],
    ['of an issuer that is no text', { iss: 5 }, 'unknown_issuer'],
    ['without a name', { sub: undefined }, 'invalid_token claims'],
    ['that never expire', { exp: undefined }, 'invalid_token claims'],
    ['with a time that cannot be read', () => raw('"exp":1e999'), 'invalid_token claims'],
    ['no token', () => 'x', 'invalid_token form'],
    ['with a broken head', async () => `x${await sign(CLAIMS)}`, 'invalid_token form'],
    ['without a signature', () => new UnsecuredJWT(CLAIMS).encode(), 'invalid_token algorithm'],
    ['with a signature of another secret', () => sign(CLAIMS, 'HS256', OTHERS), 'invalid_token signature'],
    ['with another algorithm', () => sign(CLAIMS, 'HS512'), 'invalid_token algorithm'],
  ];
  for (const [what, sent, reason] of reasons) {
    it(`that are ${what} are refused for that reason`, async () => {
      const token = typeof sent === 'function' ? await sent() : await sign({ ...CLAIMS, ...sent });
      const verdict = await realm.authenticate(token);
      const told = verdict.type === 'refused' ? [verdict.reason, verdict.detail].filter(Boolean) : [];
      expect(told.join(' ')).to.equal(reason);
    });
  }

  it('are refused without a signature', async () => {
    expect(await callerIn(realm, new UnsecuredJWT(CLAIMS).encode())).to.equal(undefined);
  });

  it('are refused with a signature of another secret or algorithm', async () => {
    expect(await callerIn(realm, await sign(CLAIMS, 'HS256', OTHERS))).to.equal(undefined);
    expect(await callerIn(realm, await sign(CLAIMS, 'HS512'))).to.equal(undefined);
  });

  it('are refused when they are changed or are none', async () => {
    const [header = '', , signature = ''] = (await sign(CLAIMS)).split('.');
    const body = Buffer.from(JSON.stringify({ ...CLAIMS, roles: ['superuser'] })).toString('base64url');
    for (const token of [`${header}.${body}.${signature}`, 'x', 'a.b.c', '..', '']) {
      expect(await callerIn(realm, token), token).to.equal(undefined);
    }
  });
});
