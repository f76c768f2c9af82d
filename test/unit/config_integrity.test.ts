import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../server/config.js';
import { isActivityError } from '../../server/domain/errors.js';

const { privateKey } = generateKeyPairSync('ed25519');
const PEM = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const RSA_PEM = RSA.export({ format: 'pem', type: 'pkcs8' }).toString();
const VKEY = `here.example+0a1b2c3d+${Buffer.concat([Buffer.from([1]), Buffer.alloc(32)]).toString('base64')}`;

describe('the configuration of integrity', () => {
  let baseDir = '';
  before(() => {
    baseDir = mkdtempSync(join(tmpdir(), 'case-activity-'));
    writeFileSync(join(baseDir, 'key.pem'), PEM);
  });
  after(() => {
    rmSync(baseDir, { recursive: true, force: true });
  });

  function read(integrity: unknown): ReturnType<typeof readConfig>['integrity'] {
    return readConfig({ integrity }, { baseDir, env: { SIGNING_KEY: PEM } }).integrity;
  }

  function faults(integrity: unknown): readonly string[] {
    try {
      read(integrity);
      return [];
    } catch (error) {
      if (!isActivityError(error, 'CONFIGURATION_INVALID')) throw error;
      const found = error.details['faults'] as readonly { path: string; message: string }[];
      return found.map(({ path, message }) => `${path} ${message}`);
    }
  }

  it('signs nothing unless it says so', () => {
    expect(read(undefined)).to.deep.equal({ keys: [] });
  });

  it('has keys from files, from the environment or as they are, and retired ones', () => {
    const { keys } = read({
      origin: 'here.example',
      keys: [
        { key: { file: './key.pem' }, from: '2026-01-01T00:00:00Z' },
        { key: { env: 'SIGNING_KEY' } },
        { key: PEM },
        { vkey: VKEY, until: '2026-01-08T00:00:00Z' },
      ],
    });
    const own = keys.flatMap((one) => ('key' in one ? [one.key] : []));
    expect(own.map((key) => key.export({ format: 'pem', type: 'pkcs8' }))).to.deep.equal([PEM, PEM, PEM]);
    expect(keys[0]).to.deep.include({ from: new Date('2026-01-01T00:00:00Z') });
    expect(keys[3]).to.deep.equal({ vkey: VKEY, until: new Date('2026-01-08T00:00:00Z') });
  });

  for (const [integrity, expected] of [
    [{ keys: [{ key: PEM }] }, 'integrity.keys needs an origin'],
    [{ origin: 'a b' }, 'integrity.origin has the wrong form'],
    [{ origin: 'a+b' }, 'integrity.origin has the wrong form'],
    [{ origin: 'o', keys: [{}] }, 'integrity.keys[0] needs one of [key, vkey]'],
    [{ origin: 'o', keys: [{ key: 'x' }] }, 'integrity.keys[0].key must be a private key as PKCS#8 PEM'],
    [{ origin: 'o', keys: [{ key: RSA_PEM }] }, 'integrity.keys[0].key must be an Ed25519 key'],
    [{ origin: 'o', keys: [{ vkey: VKEY }] }, 'integrity.keys[0].vkey must have the name of the origin'],
    [
      { origin: 'here.example', keys: [{ vkey: 'here.example+x+y' }] },
      'integrity.keys[0].vkey must be a key of C2SP signed notes: NAME+8 hex digits+base64 of an Ed25519 key',
    ],
    [
      { origin: 'o', keys: [{ key: PEM, until: '2026-01-01' }] },
      'integrity.keys[0] has until, which belongs to a vkey',
    ],
    [
      { origin: 'o', keys: [{ key: PEM, from: 'soon' }] },
      'integrity.keys[0].from must be an ISO 8601 time such as 2027-01-01T00:00:00Z',
    ],
  ] as const) {
    it(`is refused when it ${expected.replace(/^\S+ /, '')}`, () => {
      expect(faults(integrity).join()).to.contain(expected);
    });
  }
});
