import { expect } from 'chai';
import type { NativeVerification } from '../../common/native_verification.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';
import { aSigningKey, signedBy } from '../support/signing.js';

const PATH = '/records/alert/a-1/verify';
const MEMBERS = [
  ...['valid', 'entries', 'from', 'to', 'hash', 'erasedParts', 'adopted', 'signed', 'unsigned', 'inLog'],
  ...['problems', 'complete'],
];
const NOTHING_WRONG = { valid: true, erasedParts: 0, adopted: 0, unsigned: 0, complete: true } as const;

/** Fields with these values. */
function fields(count: number, value: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${String(i)}`, value]));
}

atMounts('verifying a record (N10.4)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({
      config: { integrity: signedBy(aSigningKey()), spaces: [{ id: 'other', name: 'Other' }] },
    });
    client = new NativeClient(host);
    // Commits of 1, 3 and 2 entries.
    await recordChange(host, undefined, fields(3, 0));
    await recordChange(host, fields(3, 0), fields(3, 1));
    await recordChange(host, fields(2, 1), fields(2, 2));
  });
  after(() => host.stop());

  it('tells that a history is what was recorded', async () => {
    const report = await client.read<NativeVerification>(PATH);
    expect(report).to.have.all.keys(MEMBERS);
    expect(report).to.deep.include({ ...NOTHING_WRONG, entries: 6, from: 1, to: 6, signed: 6, inLog: 6 });
    expect(report.problems).to.deep.equal([]);
    const { integrity } = await client.read<{ integrity: { hash: string } }>('/records/alert/a-1');
    expect(report.hash).to.equal(integrity.hash);
  });

  it('begins anywhere, also in the middle of a commit', async () => {
    for (let from = 1; from <= 6; from += 1) {
      const report = await client.read<NativeVerification>(`${PATH}?from=${String(from)}`);
      const count = 7 - from;
      const counts = { entries: count, from, to: 6, signed: count, inLog: count };
      expect(report, String(from)).to.deep.include({ ...NOTHING_WRONG, ...counts });
    }
  });

  it('has nothing to say of entries that there are not', async () => {
    const report = await client.read<NativeVerification>(`${PATH}?from=7`);
    expect(report).to.deep.include({ ...NOTHING_WRONG, entries: 0, from: 7, to: 6, problems: [] });
    const far = await client.read<NativeVerification>(`${PATH}?from=1048575`);
    expect(far).to.deep.include({ ...NOTHING_WRONG, entries: 0, problems: [] });
    expect(far).to.not.have.property('next');
  });

  it('refuses what is no place in a history', async () => {
    for (const [query, faults] of [
      ['?from=0', ['from']],
      ['?from=1048576', ['from']],
      ['?from=-1', ['from']],
      ['?from=1&from=2', ['from']],
      ['?from=1.5&limit=5', ['from', 'limit']],
      ['?start=0', ['start']],
    ] as const) {
      const { errors = [] } = await client.refused(PATH + query, 400, 'INVALID_REQUEST');
      expect(errors.map(({ parameter }) => parameter)).to.have.members([...faults]);
    }
    const { status, headers } = await client.send('post', PATH);
    expect([status, headers['allow']]).to.deep.equal([405, 'GET, HEAD']);
  });

  it('is for whoever sees the record, and for nobody else', async () => {
    await recordChange(
      host,
      undefined,
      { title: 'Secret', tlp: 3 },
      { subject: { space: 'default', kind: 'alert', id: 'secret' } },
    );
    const path = '/records/alert/secret/verify';
    const cleared = new NativeClient(host, { username: 'r', roles: ['reader'], tlpClearance: 3 });
    expect((await cleared.read<NativeVerification>(path)).valid).to.equal(true);
    for (const principal of [
      { username: 'r', roles: ['reader'] },
      { username: 's', roles: ['stranger'] },
    ]) {
      await new NativeClient(host, principal).refused(path, 404, 'RECORD_NOT_FOUND');
    }
    await new NativeClient(host, null).refused(path, 401, 'UNAUTHENTICATED');
    const narrowed = { username: 'b', roles: ['superuser'], scopes: ['alerts:read'] } as const;
    await new NativeClient(host, narrowed).refused(path, 403, 'FORBIDDEN');
    await client.refused('/records/alert/none/verify', 404, 'RECORD_NOT_FOUND');
  });
});

describe('verifying a long record (N10.4)', function () {
  this.timeout(120_000);
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(aSigningKey()) } });
  });
  after(() => host.stop());

  it('goes on where a part ended, also within a commit', async () => {
    await recordChange(host, undefined, fields(1_000, 0));
    for (let n = 0; n < 20; n += 1) await recordChange(host, fields(1_000, n), fields(1_000, n + 1));
    await recordChange(host, fields(501, 20), fields(501, 21));
    const client = new NativeClient(host);
    const first = await client.read<NativeVerification>(PATH);
    expect(first).to.deep.include({ ...NOTHING_WRONG, complete: false, next: '?from=20001' });
    expect(first).to.deep.include({ entries: 20_000, signed: 20_000, inLog: 20_000, to: 20_000 });
    const second = await client.read<NativeVerification>(`${PATH}${first.next ?? ''}`);
    expect(second).to.deep.include({ ...NOTHING_WRONG, entries: 502, signed: 502, inLog: 502, to: 20_502 });
    expect(second).to.not.have.property('next');
  });
});

describe('verifying without a key or a log (N10.4)', () => {
  for (const [what, config, inLog] of [
    ['key', {}, 2],
    ['log', { log: false }, 0],
  ] as const) {
    it(`asks nothing of what there is not: no ${what}`, async () => {
      const host = await startAlertHost({ config });
      try {
        await recordChange(host, undefined, fields(1, 0));
        await recordChange(host, fields(1, 0), fields(1, 1));
        const report = await new NativeClient(host).read<NativeVerification>(PATH);
        expect(report).to.deep.include({ ...NOTHING_WRONG, unsigned: 2, signed: 0, entries: 2, inLog });
        expect(report.problems).to.deep.equal([]);
      } finally {
        await host.stop();
      }
    });
  }
});
