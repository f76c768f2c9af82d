import { expect } from 'chai';
import type { RecordInput } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { anInput, aThing, errorOf, snapshotOf } from '../support/host_records.js';
import { deep, deepList, lying, manyTwins, withdrawn } from '../support/odd_values.js';

class Rootlike {
  isPrototypeOf(): boolean {
    return true;
  }
}

const NOW = new Date('2026-03-04T10:15:00.000Z');

describe('a state that a host records', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost({
      clock: () => NOW,
      config: { security: { enabled: false }, spaces: [{ id: 'team-a' }] },
    });
  });
  after(() => host.stop());

  it('is refused when it is too large, by itself or together with what is there', async () => {
    const limits: readonly (readonly [object, string])[] = [
      [{ t: 'x'.repeat(1_048_569) }, '1048576 bytes'],
      [{ list: new Array(65_000).fill('x'.repeat(1_000_000)) }, '1048576 bytes'],
      [{ t: '\u0000'.repeat(200_000) }, '1048576 bytes'],
      [Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${String(i)}`, i])), '1000 fields'],
      [{ list: new Array(65_536).fill(0) }, '65536 values'],
      [{ o: Object.fromEntries(Array.from({ length: 65_536 }, (_, i) => [i, 0])) }, '65536 values'],
    ];
    for (const [after, limit] of limits) {
      const error = await errorOf(host.activity.record(anInput({ after })));
      expect([error.code, error.message]).to.deep.equal([
        'PAYLOAD_TOO_LARGE',
        `after has more than ${limit}.`,
      ]);
      expect(error.details).to.deep.equal({ path: 'after' });
    }
    const { subject } = await recorded({ after: { a: 'x'.repeat(600_000) } });
    const grown = host.activity.record(anInput({ subject, before: {}, after: { b: 'x'.repeat(600_000) } }));
    expect((await errorOf(grown)).message).to.equal('the record has more than 1048576 bytes.');
  });

  it('is refused when a record would have too many fields, though fewer bytes', async () => {
    const fields = Array.from({ length: 1000 }, (_, i) => [`f${String(i)}`, 'long enough'] as const);
    const { subject } = await recorded({ after: Object.fromEntries(fields) });
    const shorter = anInput({ subject, before: { f0: 'long enough' }, after: { f0: '', more: 1 } });
    expect((await errorOf(host.activity.record(shorter))).message).to.equal(
      'the record has more than 1000 fields.',
    );
    await host.activity.record(anInput({ subject, before: { f0: 'long enough' }, after: { more: 1 } }));
  });

  const largest: readonly (readonly [string, object])[] = [
    ['in bytes', { t: 'x'.repeat(1_048_568) }],
    ['in values', { list: new Array(65_535).fill(0) }],
    ['in the name of a field', { ['é'.repeat(256)]: 1 }],
    ['in the depth of objects', deep(49) as object],
    ['in the depth of lists', { l: deepList(49) }],
  ];
  for (const [what, after] of largest) {
    it(`may be as large as there is room for: ${what}`, async () => {
      const given = anInput({ subject: { ...aThing(), kind: 'k'.repeat(64) }, after });
      await host.activity.record(given);
      expect(await snapshotOf(host, given.subject)).to.deep.equal(after);
    });
  }

  it('takes the largest there may be', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 999 }, (_, i) => [`f${String(i)}`, 'x'.repeat(900)]),
    );
    const given = anInput({ after: { ...fields, list: new Array(64_000).fill(0) } });
    await host.activity.record(given);
    expect(await snapshotOf(host, given.subject)).to.deep.equal(given.after);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = { cyclic };
  const twins = manyTwins(60);
  const hostile: readonly (readonly [string, unknown, string])[] = [
    ['is cyclic', cyclic, 'INVALID_REQUEST'],
    ['is nested 100,000 levels deep', deep(100_000), 'INVALID_REQUEST'],
    ['holds itself twice on each of 60 levels', twins, 'INVALID_REQUEST'],
    ['holds itself twice on each of 40 levels', manyTwins(40), 'PAYLOAD_TOO_LARGE'],
    ['is a proxy that has been revoked', { p: withdrawn() }, 'INVALID_REQUEST'],
    ['is a list that says it is endless', { l: lying(1e15) }, 'PAYLOAD_TOO_LARGE'],
    ['is a list that says it has no length', { l: lying('x') }, 'INVALID_REQUEST'],
    ['is a list of 4 billion holes', { l: new Array(2 ** 32 - 1) }, 'PAYLOAD_TOO_LARGE'],
    ['has a toJSON of its own', { toJSON: () => 1 }, 'INVALID_REQUEST'],
    ['is an instance', new (class Disk extends URLSearchParams {})(), 'INVALID_REQUEST'],
    ['is a map', { m: new Map() }, 'INVALID_REQUEST'],
    ['is a list of lists, 100,000 levels deep', { l: deepList(100_000) }, 'INVALID_REQUEST'],
    ['inherits from what has no prototype', Object.create(Object.create(null) as object), 'INVALID_REQUEST'],
    ['is an instance of what could be the root', new Rootlike(), 'INVALID_REQUEST'],
    ['is a boxed text', { s: Object('x') as unknown }, 'INVALID_REQUEST'],
  ];
  for (const [what, after, code] of hostile) {
    it(`is refused when it ${what}`, async () => {
      expect((await errorOf(host.activity.record(anInput({ after })))).code).to.equal(code);
    });
  }

  async function recorded(over: object = {}): Promise<RecordInput> {
    const given = anInput(over);
    await host.activity.record(given);
    return given;
  }
});
