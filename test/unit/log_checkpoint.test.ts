import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkpointText, originOf, parseCheckpoint } from '../../server/domain/log/checkpoint.js';
import {
  formatNote,
  formatVkey,
  parseNote,
  parseVkey,
  verifiesNote,
} from '../../server/domain/log/signed_note.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';

/** The vector of N10.1. */
const KEY = new SigningKey(
  'activity.example.com',
  createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${'01'.repeat(32)}`, 'hex'),
    format: 'der',
    type: 'pkcs8',
  }),
);
const VKEY = 'activity.example.com/default+abe514a3+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c';
const ROOT = Buffer.from('zuxDHUBeBD0Qm0mJj4YEBG38Kc7K2uXuMPJ6046UOJE', 'base64url');
const CHECKPOINT = `activity.example.com/default
1
zuxDHUBeBD0Qm0mJj4YEBG38Kc7K2uXuMPJ6046UOJE=

— activity.example.com/default q+UUoxEkffg701R1JQz9SeipD7DtBqWDiYxY5gncoCi+fEQ84ojaexyC6c0epLOaB6KZqC3g8Mhy/WAIHH+XxkLGygY=
`;

describe('a checkpoint (N10.1, N10.3)', () => {
  it('is that of the published vector, and verifies with its key', async () => {
    const origin = originOf('activity.example.com', 'default');
    const signature = await KEY.signedCheckpoint('default', { size: 1, root: ROOT });
    const text = checkpointText({ origin, size: 1, root: ROOT });
    expect(formatNote({ text, signatures: [signature] })).to.equal(CHECKPOINT);
    const read = parseCheckpoint(CHECKPOINT);
    expect(read).to.deep.include({ origin, size: 1, root: ROOT });
    const key = parseVkey(VKEY);
    expect(key).to.deep.equal(KEY.verifier('default'));
    if (read === undefined || key === undefined) return;
    expect(verifiesNote(read.note, [key])).to.equal(true);
    expect(verifiesNote(read.note, [{ ...key, name: 'other.example/default' }])).to.equal(false);
    expect(verifiesNote(read.note, [])).to.equal(false);
    const other = parseNote(CHECKPOINT.replace('\n1\n', '\n2\n'));
    expect(other && verifiesNote(other, [key])).to.equal(false);
  });

  it('may have other signatures beside, and lines of extensions', async () => {
    const other = new SigningKey('activity.example.com', generateKeyPairSync('ed25519').privateKey);
    const text = `${checkpointText({ origin: 'activity.example.com/default', size: 7, root: ROOT })}more\n`;
    const strange = { name: 'witness.example', bytes: Buffer.alloc(76, 1) };
    const mine = await KEY.signedCheckpoint('default', { size: 7, root: ROOT });
    const note = parseCheckpoint(formatNote({ text, signatures: [strange, mine] }));
    expect(note?.size).to.equal(7);
    // What was signed had no extension.
    expect(note && verifiesNote(note.note, [KEY.verifier('default')])).to.equal(false);
    const plain = text.slice(0, -'more\n'.length);
    const good = { text: plain, signatures: [strange, mine] };
    expect(verifiesNote(good, [KEY.verifier('default')])).to.equal(true);
    expect(verifiesNote(good, [other.verifier('default')])).to.equal(false);
    expect(verifiesNote(good, [other.verifier('default'), KEY.verifier('default')])).to.equal(true);
  });

  it('with a wrong signature of a known key is wrong, whatever others have signed', async () => {
    const other = new SigningKey('activity.example.com', generateKeyPairSync('ed25519').privateKey);
    const tree = { size: 1, root: ROOT };
    const text = checkpointText({ origin: 'activity.example.com/default', ...tree });
    const good = await KEY.signedCheckpoint('default', tree);
    const bad = await other.signedCheckpoint('default', { ...tree, size: 2 });
    const keys = [KEY.verifier('default'), other.verifier('default')];
    expect(verifiesNote({ text, signatures: [good, bad] }, keys)).to.equal(false);
    expect(verifiesNote({ text, signatures: [good] }, keys)).to.equal(true);
  });

  for (const [name, text] of [
    ['nothing', ''],
    ['no signature', CHECKPOINT.slice(0, CHECKPOINT.indexOf('\n\n') + 2)],
    ['no blank line', CHECKPOINT.replace('\n\n', '\n')],
    ['no line break at the end', CHECKPOINT.slice(0, -1)],
    ['Windows line breaks', CHECKPOINT.replaceAll('\n', '\r\n')],
    ['a size with a leading zero', CHECKPOINT.replace('\n1\n', '\n01\n')],
    ['a size beyond any log', CHECKPOINT.replace('\n1\n', '\n9999999999999999\n')],
    ['a negative size', CHECKPOINT.replace('\n1\n', '\n-1\n')],
    ['no size', CHECKPOINT.replace('\n1\n', '\n\n')],
    ['a root without padding', CHECKPOINT.replace('=\n\n', '\n\n')],
    ['a short root', CHECKPOINT.replace('zuxD', '')],
    ['an origin with a blank', CHECKPOINT.replace('activity', 'act ivity')],
    ['a blank line within', CHECKPOINT.replace('=\n\n', '=\n\n\n')],
    ['a hyphen for the dash', CHECKPOINT.replace('—', '-')],
    ['a name with a plus', CHECKPOINT.replace('— activity', '— act+ivity')],
    ['a signature without padding', CHECKPOINT.replace('gY=\n', 'gY\n')],
    ['a signature of nothing', CHECKPOINT.replace(/q\+UU.*/, 'q+UUow==')],
    ['half a character', CHECKPOINT.replace('— activity', '— \ud83d')],
    ['a zero byte', CHECKPOINT.replace('activity', 'act\u0000ivity')],
    ['17 signatures', CHECKPOINT + (CHECKPOINT.split('\n\n')[1] ?? '').repeat(16)],
    ['too much', CHECKPOINT.replace('=\n\n', `=\n${'x'.repeat(70_000)}\n\n`)],
  ] as const) {
    it(`is not what has ${name}`, () => {
      expect(text).to.not.equal(CHECKPOINT);
      expect(parseCheckpoint(text)).to.equal(undefined);
    });
  }

  it('is read as it is written', () => {
    const names = fc.stringMatching(/^[a-z.]{1,20}\/[a-z0-9_-]{1,20}$/);
    const signatures = fc.array(
      fc.record({ name: names, bytes: fc.uint8Array({ minLength: 5, maxLength: 80 }) }),
      { minLength: 1, maxLength: 16 },
    );
    const tree = fc.record({
      origin: names,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(tree, signatures, (head, signed) => {
        const text = checkpointText(head);
        const note = formatNote({ text, signatures: signed });
        const read = parseCheckpoint(note);
        expect(read && formatNote(read.note)).to.equal(note);
        expect(read && checkpointText(read)).to.equal(text);
      }),
    );
  });

  it('is not found in what is no checkpoint, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(CHECKPOINT.length), (text, at) => {
        expect(parseCheckpoint(text)).to.equal(undefined);
        // Whatever is put in between either breaks it, or is no part of what was signed.
        const read = parseCheckpoint(CHECKPOINT.slice(0, at) + text + CHECKPOINT.slice(at));
        if (read === undefined || text === '') return;
        expect(verifiesNote(read.note, [KEY.verifier('default')]) && read.size !== 1).to.equal(false);
      }),
    );
  });
});

describe('a public key', () => {
  it('is read as C2SP writes it, and nothing else is', () => {
    const key = parseVkey(VKEY);
    expect(key && formatVkey(key)).to.equal(VKEY);
    for (const wrong of [
      '',
      'activity.example.com/default',
      VKEY.replace('abe514a3', 'abe514a4'),
      VKEY.replace('abe514a3', 'ABE514A3'),
      VKEY.replace('default', 'other'),
      VKEY.replace('/default', ' default'),
      VKEY.replace('+AYqI', '+AoqI'),
      `${VKEY}=`,
      VKEY.slice(0, -4),
      `${VKEY}\n`,
      'a'.repeat(2_000) + VKEY,
    ]) {
      expect(parseVkey(wrong), wrong).to.equal(undefined);
    }
  });

  it('of the origin is the same as that of its spaces, under another name', () => {
    const key = parseVkey(KEY.vkey);
    expect(key?.name).to.equal('activity.example.com');
    expect(key && formatVkey({ ...key, name: originOf(key.name, 'default') })).to.equal(VKEY);
  });
});
