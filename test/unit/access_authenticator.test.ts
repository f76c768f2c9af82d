import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import type { AuthenticatorDependencies } from '../../server/access/authenticator.js';
import { Authenticator } from '../../server/access/authenticator.js';
import { readConfig } from '../../server/config.js';
import { anOrigin, aRequest } from '../support/access.js';
import { keyHash } from '../support/passwords.js';
import { KEY, SECURITY } from '../support/identities.js';

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
  const result = await authenticator.authenticate(aRequest(headers), anOrigin());
  return result.type === 'authenticated' ? result.caller.principal : result;
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
    [
      'a key that is in order in one place and not in others',
      { 'x-api-key': 'cbr_live_same' },
      { username: 'New' },
    ],
    ['a key pair', { 'x-api-key': 'ci', 'x-api-secret': 's3:cret' }, { username: 'CI' }],
  ];
  for (const [what, headers, expected] of accepted) {
    it(`accepts ${what}`, async () => {
      expect(await principalOf(headers)).to.deep.include(expected);
    });
  }

  const vouching: readonly (readonly [string, Readonly<Record<string, string>>, Authenticator, string])[] = [
    ['basic', basic('root:root'), anAuthenticator(), 'basic'],
    ['api_key', { 'x-api-key': KEY }, anAuthenticator(), 'mail'],
    ['host', {}, anAuthenticator({ authenticate: () => ({ roles: [] }) }), 'host'],
    ['anonymous', {}, anAuthenticator({}, { enabled: false }), 'anonymous'],
  ];
  for (const [type, headers, authenticator, name] of vouching) {
    it(`says that the caller is vouched for by ${type}`, async () => {
      const result = await authenticator.authenticate(aRequest(headers), anOrigin());
      expect(result.type === 'authenticated' && result.caller.realm).to.deep.equal({ type, name });
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
    ['an unknown id', apiKey('none:s3:cret')],
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

  it('rejects a name and a password where nobody has one', async () => {
    expect(await principalOf(basic('ana:x'), anAuthenticator({}, {}))).to.deep.equal({
      type: 'rejected',
      sent: true,
    });
  });

  const HTTP = 'http://x.example/';
  const pictures: readonly (readonly [string, string, boolean])[] = [
    ['http', `${HTTP}a.png`, true],
    ['2048 characters', HTTP.padEnd(2048, 'a'), true],
    ['2049 characters', HTTP.padEnd(2049, 'a'), false],
    ['a path', '/a.png', false],
    ['half a character', `${HTTP}\ud800`, false],
    ['a scheme that ends like http', 'xhttp://x.example/a.png', false],
    ['data', 'data:image/png;base64,AAAA', false],
  ];
  for (const [what, picture, usable] of pictures) {
    it(`${usable ? 'keeps' : 'leaves out'} a picture of ${what}`, async () => {
      const authenticator = anAuthenticator({ authenticate: () => ({ roles: [], picture }) });
      expect(await principalOf({}, authenticator)).to.include({ picture: usable ? picture : undefined });
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
    expect(principal).to.deep.include({
      kind: 'anonymous',
      roles: ['superuser'],
      tlpClearance: 4,
      papClearance: 4,
    });
  });

  it('is the host’s alone when it brings its own', async () => {
    const authenticator = anAuthenticator({
      authenticate: ({ headers }: IncomingMessage) =>
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
