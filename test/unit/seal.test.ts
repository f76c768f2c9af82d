import { createPrivateKey } from 'node:crypto';
import { expect } from 'chai';
import { canonicalize } from 'json-canonicalize';
import type { Activity } from '../../server/domain/activity.js';
import { formatVkey } from '../../server/domain/log/signed_note.js';
import { hashOf, leafOf, NO_ENTRY, partDigest, partsOf, partSalt, sealed } from '../../server/domain/seal.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';

/** The vector of N10.1. */
const SALT = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const ENTRY: Activity = {
  id: '5f0c3a52-7c1e-4d53-9a55-0d2c6a1c9e11',
  seq: 1,
  subject: { space: 'default', kind: 'alert', id: 'alert-123' },
  owner: 'securitySolution',
  at: new Date('2026-03-04T10:15:00.000Z'),
  actor: { kind: 'user', username: 'ana.garcia', fullName: 'Ana García' },
  change: { type: 'field', field: 'severity', before: 'high', after: 'critical' },
};
const PLACE = { number: 1, prev: NO_ENTRY };
const DIGESTS = {
  actor: '7QrA4QJBKqoAf-HCSRaogvgaL9mRJi4oA5BrrIEPTwY',
  after: 'S_tkkBKEgTh22WP25N0b6aqqSpcG6pBoT2WlY8P_1rQ',
  before: '03WC1SmQAHo3cEEduqtw279EPubzGhl9mUnWC7o-_zA',
};
const LEAF = `{"at":"2026-03-04T10:15:00.000Z","entry":"5f0c3a52-7c1e-4d53-9a55-0d2c6a1c9e11","facet":"field:severity","id":"alert-123","kind":"alert","number":1,"owner":"securitySolution","parts":{"actor":"${DIGESTS.actor}","after":"${DIGESTS.after}","before":"${DIGESTS.before}"},"prev":"${NO_ENTRY}","seq":1,"space":"default","v":1}`;
const HASH = 'zuxDHUBeBD0Qm0mJj4YEBG38Kc7K2uXuMPJ6046UOJE';

describe('the seal of an entry', () => {
  it('is that of the published vector: salts, digests, leaf, hash', () => {
    const salt = SALT.toString('base64url');
    expect(partSalt(salt, 'actor')).to.equal('tk_DVmXHDeirdwLKYInQUg');
    for (const [name, value] of partsOf(ENTRY)) {
      expect(partDigest(partSalt(salt, name), name, value)).to.equal(DIGESTS[name as keyof typeof DIGESTS]);
    }
    const seal = sealed(ENTRY, PLACE, SALT);
    expect(seal).to.deep.equal({ salt, hash: HASH });
    const leaf = leafOf({ ...ENTRY, seal }, PLACE);
    expect(leaf).to.equal(LEAF);
    expect(Buffer.byteLength(leaf)).to.equal(433);
    expect(hashOf(leaf)).to.equal(HASH);
  });

  it('stays the same when parts are erased, and their values are not needed', () => {
    const salt = SALT.toString('base64url');
    const erased: Activity = {
      ...ENTRY,
      actor: { kind: 'user', username: 'erased-4f1c09' },
      change: { type: 'field', field: 'severity', before: { erased: true }, after: 'critical' },
      seal: {
        salts: { after: partSalt(salt, 'after') },
        digests: { actor: DIGESTS.actor, before: DIGESTS.before },
        hash: HASH,
      },
    };
    expect(leafOf(erased, PLACE)).to.equal(LEAF);
    const without = { ...erased, seal: { salts: {}, digests: erased.seal?.digests, hash: HASH } };
    expect(() => leafOf(without, PLACE)).to.throw('has no salt for after');
  });

  it('depends on every member of the entry and on its place', () => {
    const others: readonly (readonly [Partial<Activity>, Partial<typeof PLACE>])[] = [
      [{ id: '5f0c3a52-7c1e-4d53-9a55-0d2c6a1c9e12' }, {}],
      [{ seq: 2 }, {}],
      [{ subject: { space: 'space1', kind: 'alert', id: 'alert-123' } }, {}],
      [{ subject: { space: 'default', kind: 'case', id: 'alert-123' } }, {}],
      [{ subject: { space: 'default', kind: 'alert', id: 'alert-124' } }, {}],
      [{ owner: 'cases' }, {}],
      [{ at: new Date('2026-03-04T10:15:00.001Z') }, {}],
      [{ actor: { kind: 'user', username: 'ana.garcia' } }, {}],
      [{ context: { source: 'api' } }, {}],
      [{ change: { type: 'field', field: 'severity', key: 'k', before: 'high', after: 'critical' } }, {}],
      [{ change: { type: 'field', field: 'severity', before: 'low', after: 'critical' } }, {}],
      [{ change: { type: 'field', field: 'severity', before: 'high', after: 'low' } }, {}],
      [{ change: { type: 'field', field: 'status', before: 'high', after: 'critical' } }, {}],
      [{}, { number: 2 }],
      [{}, { prev: HASH }],
    ];
    const hashes = others.map(
      ([over, place]) => sealed({ ...ENTRY, ...over }, { ...PLACE, ...place }, SALT).hash,
    );
    expect(new Set([HASH, ...hashes])).to.have.length(others.length + 1);
  });

  it('has a part for each member of a snapshot, whatever its name, and one for each value of other changes', () => {
    const names = (change: Activity['change']) => partsOf({ ...ENTRY, change }).map(([name]) => name);
    const snapshot = JSON.parse('{ "title": "a", "__proto__": 1 }') as Record<string, string>;
    expect(names({ type: 'created', snapshot })).to.deep.equal([
      'actor',
      'snapshot/title',
      'snapshot/__proto__',
    ]);
    expect(names({ type: 'items', field: 'tags', verb: 'added', items: [] })).to.deep.equal([
      'actor',
      'items',
    ]);
    const comment = { type: 'comment', verb: 'updated', commentId: 'c', comment: {} } as const;
    expect(names(comment)).to.deep.equal(['actor', 'comment']);
    expect(names({ ...comment, before: {} })).to.deep.equal(['actor', 'comment', 'before']);
    expect(names({ type: 'pushed', externalService: {} })).to.deep.equal(['actor', 'externalService']);
    expect(names({ type: 'deleted' })).to.deep.equal(['actor']);
    expect(leafOf({ ...ENTRY, change: comment, seal: { salt: 'AA', hash: '' } }, PLACE)).to.include(
      '"comment":"c"',
    );
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785: order of members, numbers, escapes', () => {
    expect(
      canonicalize({
        '€': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '😀': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        ö: 'Latin Small Letter O With Diaeresis',
      }),
    ).to.equal(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
    const sample = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalize(sample)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    // Appendix B.
    for (const [bits, text] of NUMBERS) {
      expect(canonicalize(Buffer.from(bits, 'hex').readDoubleBE())).to.equal(text);
    }
  });

  it('writes -0 as 0 and half a character as ECMAScript does', () => {
    expect(canonicalize([-0, '\ud83d'])).to.equal('[0,"\\ud83d"]');
  });
});

describe('the signature of a commit', () => {
  it('is that of the published vector', async () => {
    const seed = Buffer.from(`302e020100300506032b657004220420${'01'.repeat(32)}`, 'hex');
    const key = new SigningKey(
      'activity.example.com',
      createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' }),
    );
    expect(formatVkey(key.verifier('default'))).to.equal(
      'activity.example.com/default+abe514a3+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c',
    );
    expect(await key.signedCommit('default', { from: 1, to: 1 }, HASH)).to.equal(
      'q-UUo6a54FBNmSCK1Vgilgpop4PS_6-YZXa97VtHDVSdlbIS1pK5e6sEqcDU0IvbyXmL4nREaYyO6qEV6a333_Pe3AI',
    );
  });
});

/** IEEE 754 bits and text (RFC 8785, appendix B). */
const NUMBERS = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
] as const;
