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
    return readConfig({ integrity }, { baseDir, env: { SIGNING_KEY: PEM, ANCHOR_SECRET: 'very secret' } })
      .integrity;
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
    expect(read(undefined)).to.deep.equal({ keys: [], checkpointEveryMs: 60_000, anchors: [] });
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

  it('has anchors whose paths start from the file, and a pace', () => {
    const { anchors, checkpointEveryMs } = read({
      ...{ origin: 'here.example', keys: [{ key: PEM }], checkpointEveryMs: 1_000 },
      anchors: [
        { kind: 'file', path: './anchors.ndjson' },
        { kind: 'webhook', url: 'https://notary.example/in', secret: { env: 'ANCHOR_SECRET' } },
        { kind: 'webhook', url: 'http://127.0.0.1:9/in', secret: 'whsec_MTIz' },
        { kind: 'webhook', url: 'http://[::1]:9/in', secret: 's' },
      ],
    });
    expect(checkpointEveryMs).to.equal(1_000);
    expect(anchors).to.deep.equal([
      { kind: 'file', path: join(baseDir, 'anchors.ndjson') },
      { kind: 'webhook', url: 'https://notary.example/in', secret: 'very secret' },
      { kind: 'webhook', url: 'http://127.0.0.1:9/in', secret: 'whsec_MTIz' },
      { kind: 'webhook', url: 'http://[::1]:9/in', secret: 's' },
    ]);
  });

  for (const [anchor, expected] of [
    [{}, 'anchors[0].kind is required'],
    [{ kind: 'mail' }, 'anchors[0].kind must be one of'],
    [{ kind: 'file' }, 'anchors[0] needs path'],
    [{ kind: 'file', path: 'a', secret: 's' }, 'anchors[0] has secret, which belongs to the other kind'],
    [{ kind: 'webhook', url: 'https://a.example' }, 'anchors[0] needs secret'],
    [{ kind: 'webhook', secret: 's' }, 'anchors[0] needs url'],
    [{ kind: 'webhook', url: 'http://a.example', secret: 's' }, 'anchors[0].url must be an https URL'],
    [
      { kind: 'webhook', url: 'http://127.0.0.1.a.example', secret: 's' },
      'anchors[0].url must be an https URL',
    ],
    [{ kind: 'webhook', url: 'ftp://a.example', secret: 's' }, 'anchors[0].url must be an https URL'],
    [
      { kind: 'webhook', url: 'https://u:p@a.example', secret: 's' },
      'anchors[0].url must have no credentials',
    ],
    [
      { kind: 'webhook', url: 'https://a.example', secret: 'whsec_!' },
      'anchors[0].secret must have base64 behind whsec_',
    ],
    [
      { kind: 'webhook', url: 'https://a.example', secret: 'whsec_' },
      'anchors[0].secret must have base64 behind whsec_',
    ],
  ] as const) {
    it(`is refused when of ${expected}`, () => {
      const found = faults({ origin: 'here.example', keys: [{ key: PEM }], anchors: [anchor] });
      expect(found.join()).to.contain(expected);
    });
  }

  for (const checkpointEveryMs of [999, 86_400_001, 1.5, 'often']) {
    it(`is refused with a pace of ${String(checkpointEveryMs)}`, () => {
      expect(faults({ checkpointEveryMs }).join()).to.contain('integrity.checkpointEveryMs');
    });
  }

  it('is refused with anchors and nothing to sign with', () => {
    const anchors = [{ kind: 'file', path: 'a' }];
    expect(faults({ anchors })).to.deep.equal(['integrity.anchors needs a key to sign with']);
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
