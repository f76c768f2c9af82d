import { expect } from 'chai';
import type { AuthenticatorDependencies } from '../../server/access/authenticator.js';
import { Authenticator } from '../../server/access/authenticator.js';
import { readConfig } from '../../server/config.js';
import { aRequest } from '../support/access.js';
import { keyHash, passwordHash } from '../support/passwords.js';

const KEY = 'cbr_live_abc';
const SECURITY = {
  users: [
    {
      username: 'ana',
      fullName: 'Ana',
      roles: ['r'],
      passwordHash: passwordHash('p:ss wörd'),
      profileUid: 'u_ana_0',
      picture: 'https://x.example/a.png',
    },
    {
      username: 'root',
      roles: ['superuser'],
      passwordHash: passwordHash('root'),
      tlpClearance: 1,
      picture: 'javascript:alert(1)',
    },
  ],
  apiKeys: [
    {
      id: 'ci',
      name: 'CI',
      keyHash: keyHash('s3:cret'),
      roles: ['r'],
      scopes: ['alerts:read'],
      papClearance: 3,
    },
    {
      id: 'mail',
      name: 'Mail',
      username: 'mailer',
      keyHash: keyHash(KEY),
      actor: 'system',
      tier: 'standard',
    },
    { id: 'old', name: 'Old', keyHash: keyHash('old'), expiresAt: '2025-01-01T00:00:00Z' },
    { id: 'off', name: 'Off', keyHash: keyHash('cbr_live_off'), state: 'suspended' },
    { id: 'out', name: 'Out', keyHash: keyHash('out'), state: 'revoked' },
  ],
};

let now = new Date('2025-01-01T00:00:00Z');

function anAuthenticator(
  over: Partial<AuthenticatorDependencies> = {},
  security: object = SECURITY,
): Authenticator {
  const config = readConfig({ security }, { baseDir: '/', env: {} });
  return new Authenticator({ security: config.security, clock: () => now, ...over });
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const basic = (pair: string) => ({ authorization: `Basic ${base64(pair)}` });
const apiKey = (pair: string) => ({ authorization: `ApiKey ${base64(pair)}` });

async function principalOf(headers: Readonly<Record<string, string>>, authenticator = anAuthenticator()) {
  const result = await authenticator.authenticate(aRequest(headers));
  return result.type === 'authenticated' ? result.principal : result;
}

describe('authentication', () => {
  const accepted: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
    [
      'a name and a password',
      basic('ana:p:ss wörd'),
      {
        kind: 'user',
        username: 'ana',
        fullName: 'Ana',
        profileUid: 'u_ana_0',
        picture: 'https://x.example/a.png',
        tlpClearance: 2,
        papClearance: 2,
        tier: 'unlimited',
      },
    ],
    [
      'a scheme in other letters',
      { authorization: basic('ana:p:ss wörd').authorization.replace('Basic', 'bAsIc') },
      { username: 'ana' },
    ],
    [
      'a superuser, with all clearances and without a bad picture',
      basic('root:root'),
      { username: 'root', tlpClearance: 4, papClearance: 4, picture: undefined },
    ],
    [
      'an API key',
      apiKey('ci:s3:cret'),
      {
        kind: 'key',
        username: 'CI',
        scopes: ['alerts:read'],
        tier: 'basic',
        tlpClearance: 2,
        papClearance: 3,
      },
    ],
    [
      'a key as bearer',
      { authorization: `Bearer ${KEY}` },
      { kind: 'system', username: 'mailer', tier: 'standard' },
    ],
    ['a key in its own header', { 'x-api-key': KEY }, { username: 'mailer' }],
    [
      'a key in its own header, with a superfluous secret',
      { 'x-api-key': KEY, 'x-api-secret': 'x' },
      { username: 'mailer' },
    ],
    ['a key pair', { 'x-api-key': 'ci', 'x-api-secret': 's3:cret' }, { username: 'CI' }],
  ];
  for (const [what, headers, expected] of accepted) {
    it(`accepts ${what}`, async () => {
      expect(await principalOf(headers)).to.deep.include(expected);
    });
  }

  const good = basic('ana:p:ss wörd').authorization;
  const rejected: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['a wrong password', basic('ana:wrong')],
    ['an empty password', basic('ana:')],
    ['an unknown name', basic('eve:p:ss wörd')],
    ['a name of the prototype', basic('__proto__:x')],
    ['a pair without a colon', basic('ana')],
    ['a value that is not base64', { authorization: 'Basic a:b' }],
    ['an unknown scheme', { authorization: good.replace('Basic', 'Digest') }],
    ['an empty header', { authorization: '' }],
    ['a scheme alone', { authorization: 'Basic' }],
    ['a wrong key', apiKey('ci:nope')],
    ['the key of another id', apiKey('mail:s3:cret')],
    ['an expired key', apiKey('old:old')],
    ['a suspended key', { authorization: 'Bearer cbr_live_off' }],
    ['a revoked key', apiKey('out:out')],
    ['an unknown key', { 'x-api-key': 'cbr_live_unknown' }],
    ['an access key without its secret', { 'x-api-key': 'ci' }],
    ['a secret without its access key', { 'x-api-secret': 's3:cret' }],
    ['a wrong secret', { 'x-api-key': 'ci', 'x-api-secret': 'x' }],
    ['a digest in place of the key', apiKey(`ci:${keyHash('s3:cret')}`)],
    ['a bad Authorization beside good key headers', { authorization: 'Bearer x', 'x-api-key': KEY }],
  ];
  for (const [what, headers] of rejected) {
    it(`rejects ${what}`, async () => {
      expect(await principalOf(headers)).to.deep.equal({ type: 'rejected', sent: true });
    });
  }

  it('tells nothing sent from something wrong', async () => {
    expect(await principalOf({})).to.deep.equal({ type: 'rejected', sent: false });
  });

  it('takes a key until the moment it expires', async () => {
    now = new Date('2024-12-31T23:59:59.999Z');
    expect(await principalOf(apiKey('old:old'))).to.include({ username: 'Old' });
    now = new Date('2025-01-01T00:00:00Z');
    expect(await principalOf(apiKey('old:old'))).to.include({ type: 'rejected' });
  });

  it('makes everybody an anonymous superuser when security is off', async () => {
    const principal = await principalOf(basic('eve:x'), anAuthenticator({}, { enabled: false }));
    expect(principal).to.deep.equal({
      kind: 'anonymous',
      roles: ['superuser'],
      tlpClearance: 4,
      papClearance: 4,
    });
  });

  it('is the host’s alone when it brings its own', async () => {
    const authenticator = anAuthenticator({
      authenticate: ({ headers }) =>
        headers['x-user'] === undefined ? undefined : { username: 'host', roles: [], tlpClearance: 9 },
    });
    expect(await principalOf({ 'x-user': '1' }, authenticator)).to.include({
      kind: 'user',
      username: 'host',
      tlpClearance: 4,
    });
    expect(await principalOf(basic('ana:p:ss wörd'), authenticator)).to.deep.equal({
      type: 'rejected',
      sent: true,
    });
  });
});
