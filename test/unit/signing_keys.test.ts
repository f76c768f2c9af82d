import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { SigningKey } from '../../server/services/seals/signing_key.js';
import { SigningKeys } from '../../server/services/seals/signing_keys.js';

const ORIGIN = 'here.example';
const [A, B, C] = [aKey(), aKey(), aKey()];
const NOW = new Date('2026-06-01T00:00:00Z');
const EARLIER = new Date('2026-01-01T00:00:00Z');
const LATER = new Date('2026-12-01T00:00:00Z');
const RANGE = { from: 3, to: 7 };

describe('the keys that sign', () => {
  for (const [name, keys, expected] of [
    ['the only one', [{ key: A }], A],
    ['the one that began last', [{ key: A, from: EARLIER }, { key: B, from: NOW }, { key: C }], B],
    [
      'of equal ones the last listed',
      [
        { key: A, from: NOW },
        { key: B, from: NOW },
      ],
      B,
    ],
    ['of those without a beginning the last listed', [{ key: A }, { key: B }], B],
    ['not one that begins later', [{ key: A }, { key: B, from: LATER }], A],
    ['one that begins later where there is no other', [{ key: A, from: LATER }], A],
  ] as const) {
    it(`are ${name}`, async () => {
      const signed = await new SigningKeys({ origin: ORIGIN, keys }, () => NOW).signedCommit(
        'default',
        RANGE,
        'h',
      );
      // Ed25519 signs the same text the same way each time.
      expect(signed).to.equal(await new SigningKey(ORIGIN, expected).signedCommit('default', RANGE, 'h'));
    });
  }

  it('sign nothing where there are none', async () => {
    const keys = new SigningKeys({ keys: [] }, () => NOW);
    expect(await keys.signedCommit('default', RANGE, 'h')).to.equal(undefined);
  });

  it('sign each space, range and hash differently', async () => {
    const key = new SigningKey(ORIGIN, A);
    const signatures = await Promise.all([
      key.signedCommit('default', RANGE, 'h'),
      key.signedCommit('space1', RANGE, 'h'),
      key.signedCommit('default', { from: 4, to: 7 }, 'h'),
      key.signedCommit('default', { from: 3, to: 8 }, 'h'),
      key.signedCommit('default', RANGE, 'i'),
      new SigningKey('there.example', A).signedCommit('default', RANGE, 'h'),
    ]);
    expect(new Set(signatures)).to.have.length(signatures.length);
  });
});

function aKey() {
  return generateKeyPairSync('ed25519').privateKey;
}
