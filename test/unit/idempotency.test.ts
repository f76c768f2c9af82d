import { expect } from 'chai';
import fc from 'fast-check';
import type { Access } from '../../server/access/access.js';
import type { Principal } from '../../server/access/principal.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordSave } from '../../server/domain/record.js';
import { idempotencyKeyOf } from '../../server/http/request/idempotency_key.js';
import { nameUuid } from '../../server/services/idempotency/name_uuid.js';
import { recalled, remembering } from '../../server/services/idempotency/recent_keys.js';
import type { KeyedRequest } from '../../server/services/idempotency/repeatable.js';
import { repeatable } from '../../server/services/idempotency/repeatable.js';
import { aContinuation, aCreation } from '../support/records.js';

const SUBJECT = { space: 'default', kind: 'alert', id: 'a' };
const ANA: Principal = { username: 'ana', roles: [] };

function accessOf(principal: Principal, realm = 'file', space = 'default'): Access {
  return {
    principal,
    realm: { type: 'basic', name: realm },
    origin: { requestId: 'r', method: 'POST', path: '/' },
    space: { id: space, name: space, disabledFeatures: [] },
    rights: new Map(),
    ...{ tlpClearance: 4, papClearance: 4 },
  };
}

const REQUEST: KeyedRequest = { path: ['d', '/p'], key: 'k', body: { a: 1, b: [2] } };

describe('the UUID of a name', () => {
  it('is that of RFC 9562', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    expect(nameUuid(dns, 'www.example.com')).to.equal('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('is a UUID of version 5 whatever the name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
        expect(nameUuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8', name)).to.match(uuid);
      }),
    );
  });
});

describe('a request that may come again', () => {
  it('is known by its sender, space, path and key, and by its body', () => {
    const first = repeatable(accessOf(ANA), REQUEST);
    expect(
      repeatable(accessOf({ ...ANA, roles: ['r'] }), { ...REQUEST, body: { b: [2], a: 1 } }),
    ).to.deep.equal(first);
    expect(first.key).to.match(/^[\w-]{22}$/);
    expect(first.body).to.match(/^[\w-]{22}$/);
    const { key, id } = first;
    const other = { ...REQUEST, body: { a: 1, b: [3] } };
    expect(repeatable(accessOf(ANA), other))
      .to.include({ key, id })
      .and.not.include({ body: first.body });
    const others = [
      repeatable(accessOf({ ...ANA, username: 'bob' }), REQUEST),
      repeatable(accessOf({ ...ANA, kind: 'key' }), REQUEST),
      repeatable(accessOf({ ...ANA, profileUid: 'ana' }), REQUEST),
      repeatable(accessOf({ roles: [] }), REQUEST),
      repeatable(accessOf(ANA, 'other'), REQUEST),
      repeatable(accessOf(ANA, 'file', 'other'), REQUEST),
      repeatable(accessOf(ANA), { ...REQUEST, path: ['d', '/p', 'k'] }),
      repeatable(accessOf(ANA), { ...REQUEST, path: ['d/p'] }),
      repeatable(accessOf(ANA), { ...REQUEST, key: 'K' }),
    ];
    expect(new Set([first, ...others].map((one) => one.key)).size).to.equal(others.length + 1);
    expect(new Set([first, ...others].map((one) => one.id)).size).to.equal(others.length + 1);
    // Two requests of the same body: whoever reads the one digest learns nothing from the other.
    expect(new Set([first, ...others].map((one) => one.body)).size).to.equal(others.length + 1);
  });

  it('is the one of the profile, whatever its name is now', () => {
    const uid = { ...ANA, profileUid: 'u' };
    expect(repeatable(accessOf({ ...uid, username: 'ana.b' }), REQUEST)).to.deep.equal(
      repeatable(accessOf(uid), REQUEST),
    );
  });
});

describe('the keys that a record remembers', () => {
  const requestOf = (key: string, body: unknown = {}) => repeatable(accessOf(ANA), { ...REQUEST, key, body });

  it('are the last 64, with the entries that they wrote', () => {
    let write: RecordSave = remembering(aCreation(SUBJECT), requestOf('0'));
    expect(recalled(write.head, requestOf('0'))).to.include({ from: 1, to: 1 });
    for (let i = 1; i <= 64; i += 1) {
      write = remembering(aContinuation(write.head), requestOf(String(i)));
      const { seq } = write.head;
      const from = seq - write.activities.length + 1;
      expect(recalled(write.head, requestOf(String(i)))).to.include({ from, to: seq });
    }
    expect(write.head.recentKeys).to.have.length(64);
    expect(recalled(write.head, requestOf('0'))).to.equal(undefined);
    expect(recalled(write.head, requestOf('1'))).to.not.equal(undefined);
    // What is written without a key takes nobody's place, and what is known stays known.
    const plain = remembering(aContinuation(write.head), undefined);
    expect(plain.head.recentKeys).to.deep.equal(write.head.recentKeys);
    expect(recalled(plain.head, undefined)).to.equal(undefined);
  });

  it('are refused to another body', () => {
    const { head } = remembering(aCreation(SUBJECT), requestOf('k', { a: 1 }));
    expect(() => recalled(head, requestOf('k', { a: 2 })))
      .to.throw()
      .that.satisfies((error: unknown) => isActivityError(error, 'IDEMPOTENCY_KEY_REUSED'));
  });
});

describe('the key in a header', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['a', 'a'],
    ['"a"', 'a'],
    ['a"b\\', 'a"b\\'],
    ['"a\\"b\\\\"', 'a"b\\'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), undefined],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
    [`"${'\\"'.repeat(255)}"`, '"'.repeat(255)],
    [`"${'x'.repeat(256)}"`, undefined],
    ['', undefined],
    ['""', undefined],
    ['"', undefined],
    ['"a', undefined],
    ['"a"b', undefined],
    ['"a\\b"', undefined],
    ['a b', undefined],
    ['"a b"', undefined],
    ['a, a', undefined],
    ['a\tb', undefined],
    ['ä', undefined],
    ['\x7f', undefined],
  ];
  for (const [sent, key] of table) {
    it(`is read: ${JSON.stringify(sent).slice(0, 30)} (${String(sent.length)})`, () => {
      expect(idempotencyKeyOf(sent)).to.equal(key);
    });
  }

  it('is the same bare and quoted', () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 255,
    });
    fc.assert(
      fc.property(visible, (key) => {
        expect(idempotencyKeyOf(`"${key.replaceAll(/["\\]/g, '\\$&')}"`)).to.equal(key);
        if (!key.startsWith('"')) expect(idempotencyKeyOf(key)).to.equal(key);
      }),
    );
  });
});
