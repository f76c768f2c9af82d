import { expect } from 'chai';
import { SignJWT } from 'jose';
import { JwtRealm } from '../../server/access/jwt_realm.js';
import { readConfig } from '../../server/config.js';
import { KeptLog } from '../support/kept_log.js';
import type { Answer } from '../support/key_server.js';
import { keyServer, START, text } from '../support/key_server.js';

describe('keys behind a URL', function () {
  const idp = keyServer();

  it('are fetched once, however many ask at once and however many entries name the URL', async () => {
    idp.answer = text(await idp.keySet());
    const { check } = idp.aRealm(3);
    const all = await Promise.all(Array.from({ length: 20 }, () => check()));
    expect(new Set(all)).to.deep.equal(new Set(['accepted']));
    expect(idp.requests).to.equal(1);
  });

  it('are not fetched again for every key that is not among them', async () => {
    idp.answer = text(await idp.keySet());
    const { check } = idp.aRealm();
    expect(await check()).to.equal('accepted');
    for (let i = 0; i < 20; i += 1) expect(await check(`k ${String(i)}`)).to.equal('invalid_token key');
    expect(idp.requests).to.equal(1);
  });

  it('that cannot be had are asked for once in 30 seconds, and are no fault of the token', async () => {
    idp.answer = text('down', 500);
    const { check, time } = idp.aRealm();
    for (let i = 0; i < 5; i += 1) expect(await check()).to.equal('keys_unavailable');
    time.now += 29_000;
    expect(await check()).to.equal('keys_unavailable');
    expect(idp.requests).to.equal(1);
    idp.answer = text(await idp.keySet());
    time.now += 1000;
    expect(await check()).to.equal('accepted');
    expect(idp.requests).to.equal(2);
  });

  it('that cannot be had are no fault of a token that another entry of the issuer refuses', async () => {
    idp.answer = text('down', 500);
    const entry = { issuer: 'https://idp', audience: 'activity' };
    const jwt = [
      { ...entry, secret: 'a secret of the test, long enough' },
      { ...entry, jwks: idp.url() },
      { ...entry, secret: 'another secret of the test, long enough' },
    ];
    const { security } = readConfig({ security: { jwt } }, { baseDir: '/', env: {} });
    const token = await new SignJWT({ sub: 'ana', iss: 'https://idp' })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(idp.keys.privateKey);
    const verdict = await new JwtRealm(security.jwt, () => new Date(START)).authenticate(token);
    expect(verdict).to.include({ type: 'refused', reason: 'keys_unavailable' });
  });

  it('that cannot be had are told to the operator: where and why', async () => {
    const whys: readonly (readonly [Answer, string])[] = [
      [text('down', 500), 'The answer has the status 500.'],
      [text(' '.repeat(1024 * 1024 + 1)), 'The answer is longer than 1048576 bytes.'],
      [text('null'), 'The answer must be a JSON Web Key Set with at least one key.'],
      [
        text(JSON.stringify({ keys: new Array(101).fill({ kty: 'EC' }) })),
        'The answer must hold at most 100 keys.',
      ],
      ...[null, 'EC', {}, { kty: 5 }, { kty: 'oct' }, { kty: 'EC', d: 'A' }].map(
        (key) =>
          [
            text(JSON.stringify({ keys: [{ kty: 'EC' }, key] })),
            'The answer must hold public keys only.',
          ] as const,
      ),
    ];
    for (const [sent, why] of whys) {
      idp.answer = sent;
      const log = new KeptLog();
      expect(await idp.aRealm(1, log).check()).to.equal('keys_unavailable');
      const [line, ...more] = log.lines;
      expect(more).to.deep.equal([]);
      expect(line?.level).to.equal('warn');
      expect(line?.text).to.match(
        /^The keys of a token issuer cannot be had .*KeysUnavailable: http:.*\/keys gives no/s,
      );
      expect(line?.text).to.contain(why);
    }
  });

  it('are had neither from a page of another status nor in another encoding, but may be a hundred', async () => {
    const set = await idp.keySet();
    const latin1 = Buffer.from(set.replace('{', '{"note":"\u00fc",'), 'latin1');
    const [key = ''] = /\{"kty.*\}(?=\])/.exec(set) ?? [];
    const hundred = set.replace(key, [key, ...new Array<string>(99).fill('{"kty":"EC","crv":"x"}')].join());
    for (const [sent, outcome] of [
      [text(set, 203), 'keys_unavailable'],
      [text(set, 404), 'keys_unavailable'],
      [text(latin1), 'keys_unavailable'],
      [text(hundred), 'accepted'],
    ] as const) {
      idp.answer = sent;
      expect(await idp.aRealm().check()).to.equal(outcome);
    }
  });

  it('may be 1 MiB long and not a byte longer', async () => {
    const MIB = 1024 * 1024;
    for (const [length, outcome] of [
      [MIB, 'accepted'],
      [MIB + 1, 'keys_unavailable'],
    ] as const) {
      idp.answer = text((await idp.keySet()).padEnd(length));
      expect(await idp.aRealm().check()).to.equal(outcome);
    }
  });

  const endless: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(64 * 1024, ' ');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
  const bad: readonly (readonly [string, Answer])[] = [
    ['never end', endless],
    ['are behind a redirect', text('', 302, { location: '/elsewhere' })],
    ['are no JSON', text('<html>')],
    ['are nested without end', text('['.repeat(500_000))],
    ['are not UTF-8', text(Buffer.from([0x7b, 0xff, 0x7d]))],
    ['are none', text('{"keys":[]}')],
    ['are no list', text('{"keys":{"length":1}}')],
    ['are too many', text(JSON.stringify({ keys: Array.from({ length: 101 }, () => ({ kty: 'EC' })) }))],
    ['are secrets', text('{"keys":[{"kty":"oct","k":"AAAA"}]}')],
    [
      'break off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        response.destroy();
      },
    ],
  ];
  for (const [what, sent] of bad) {
    it(`are not had when they ${what}`, async () => {
      idp.answer = sent;
      const { check } = idp.aRealm();
      expect(await check()).to.equal('keys_unavailable');
      expect(idp.requests).to.equal(1);
    });
  }

  it('are not waited for longer than five seconds', async () => {
    idp.answer = (_request, response) => {
      response.writeHead(200).write('{');
    };
    const { check } = idp.aRealm();
    expect(await check()).to.equal('keys_unavailable');
  });
});
