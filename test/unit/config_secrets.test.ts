import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.js';

const uri = 'mongodb://user:secret@db.example';

describe('secrets of a configuration', () => {
  let baseDir: string;
  before(() => {
    baseDir = mkdtempSync(join(tmpdir(), 'config-'));
  });
  after(() => {
    rmSync(baseDir, { recursive: true });
  });

  const uriFrom = (given: unknown, env: NodeJS.ProcessEnv = {}) => {
    const { storage } = readConfig({ storage: { kind: 'mongodb', uri: given } }, { baseDir, env });
    return storage.kind === 'mongodb' ? storage.uri : undefined;
  };

  it('come from the configuration itself', () => {
    expect(uriFrom(uri)).to.equal(uri);
  });

  it('come from the environment, without one trailing line break', () => {
    expect(uriFrom({ env: 'URI' }, { URI: `${uri}\n` })).to.equal(uri);
    expect(uriFrom({ env: 'URI' }, { URI: `${uri}\r\n` })).to.equal(uri);
    expect(uriFrom({ env: 'URI' }, { URI: `${uri}\n\n` })).to.equal(`${uri}\n`);
  });

  it('come from a file beside the configuration', () => {
    writeFileSync(join(baseDir, 'uri'), `${uri}\n`);
    expect(uriFrom({ file: 'uri' })).to.equal(uri);
  });

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['a missing variable', { env: 'NOPE' }, /^storage\.uri: .*NOPE is not set$/],
    ['a missing file', { file: 'nope' }, /^storage\.uri: .*nope cannot be read$/],
    ['an empty text', '', /^storage\.uri: must not be empty$/],
    ['two sources at once', { env: 'A', file: 'b' }, /^storage\.uri: must be a text/],
    ['another value', 5, /^storage\.uri: must be a text/],
    ['null', null, /^storage\.uri: must be a text/],
  ];
  for (const [what, given, message] of refused) {
    it(`are refused with ${what}`, () => {
      expect(() => uriFrom(given)).to.throw(message);
    });
  }

  it('are checked after they have been read', () => {
    const config = { security: { users: [{ username: 'u', passwordHash: { env: 'HASH' } }] } };
    expect(() => readConfig(config, { baseDir, env: { HASH: 'plain' } })).to.throw(
      /^security\.users\[0\]\.passwordHash: must be a PHC string/,
    );
  });

  it('read the public keys of an issuer from a file', () => {
    const jwks = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }] };
    writeFileSync(join(baseDir, 'jwks.json'), JSON.stringify(jwks));
    const { security } = readConfig(
      { security: { jwt: [{ issuer: 'i', audience: ['a', 'b'], jwksFile: 'jwks.json' }] } },
      { baseDir, env: {} },
    );
    expect(security.jwt[0]?.keys).to.deep.equal({ type: 'jwks', jwks });
    expect(security.jwt[0]?.algorithms).to.include('EdDSA').and.not.include('HS256');
  });
});
