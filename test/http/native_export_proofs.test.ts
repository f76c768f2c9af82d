import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import { verifiesInclusion } from '../../server/domain/log/proof_checks.js';
import { startAlertHost } from '../support/casebender.js';
import type { ExportedLines } from '../support/exported.js';
import { exportLines } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';
import { provenLeaf } from '../support/proven.js';
import { aSigningKey, signedBy, verified } from '../support/signing.js';

const KEY = aSigningKey();
const SUBJECT = { space: 'default', kind: 'alert', id: 'a-1' };

async function someHistory(host: TestHost): Promise<void> {
  let before: { title: string; tags: string[] } | undefined;
  for (let i = 0; i < 12; i += 1) {
    const after = { title: `T${String(i)}`, tags: [String(i)] };
    for (const id of ['a-1', 'a-2']) await recordChange(host, before, after, { subject: { ...SUBJECT, id } });
    before = after;
  }
}

describe('an export with proofs (N8, N10.4)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(KEY) } });
    await someHistory(host);
  });
  after(() => host.stop());

  /** Checks each entry with what the file has, and the key, alone. */
  function verifyAll({ start, entries }: ExportedLines): void {
    const { size, root } = verified(start.checkpoint ?? '', 'default', KEY);
    for (const { path = [], ...entry } of entries) {
      provenLeaf(entry);
      const claim = { index: entry.position ?? -1, size, root, path: path.map(bytesOf) };
      const leafHash = Buffer.from(entry.hash ?? '', 'base64url');
      expect(verifiesInclusion({ ...claim, leafHash }), `entry ${String(entry.position)}`).to.equal(true);
    }
  }
  const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

  it('has of each entry of a record what leads to the checkpoint of its first line', async () => {
    const whole = await exportLines(host, '/records/alert/a-1/entries.ndjson?proofs=true');
    expect(whole.entries.map(({ seq }) => seq)).to.deep.equal(whole.entries.map((_, i) => i + 1));
    expect(whole.entries).to.have.length.above(20);
    verifyAll(whole);
    const some = await exportLines(host, '/records/alert/a-1/entries.ndjson?proofs=true&types=items');
    expect(some.entries).to.have.length.within(10, whole.entries.length - 1);
    verifyAll(some);
  });

  it('has it of each entry of a space, and goes on with proofs where it ended', async () => {
    const whole = await exportLines(host, '/entries.ndjson?proofs=true&start=7');
    expect(whole.entries.map(({ position }) => position).at(0)).to.be.within(7, 8);
    expect(whole.entries).to.have.length.above(40);
    verifyAll(whole);
    expect(whole.end.next).to.equal(`?proofs=true&start=${String(whole.start.to)}`);
  });

  it('is but for that the same as one without', async () => {
    const path = '/records/alert/a-1/entries.ndjson';
    const [plain, proven] = [await exportLines(host, path), await exportLines(host, `${path}?proofs=true`)];
    const bare = ({ position: _p, hash: _h, proof: _s, path: _q, ...entry }: NativeEntry): unknown => entry;
    expect(proven.entries.map(bare)).to.deep.equal(plain.entries);
    expect(plain.start).not.to.have.property('checkpoint');
  });

  it('is of lines alone', async () => {
    const client = new NativeClient(host);
    for (const path of ['/entries.csv?proofs=true', '/entries.ndjson?proofs=maybe']) {
      const { errors } = await client.refused(path, 400, 'INVALID_REQUEST');
      expect(errors?.map(({ parameter }) => parameter)).to.deep.equal(['proofs']);
    }
  });
});

for (const [what, config, positions] of [
  ['a key', {}, true],
  ['a log', { integrity: signedBy(KEY), log: false }, false],
] as const) {
  describe(`an export with proofs of a host without ${what} (N8)`, () => {
    let host: TestHost;
    before(async () => {
      host = await startAlertHost({ config });
      await someHistory(host);
    });
    after(() => host.stop());

    it('has leaves, and nothing that they lead to', async () => {
      const { start, entries } = await exportLines(host, '/records/alert/a-1/entries.ndjson?proofs=true');
      expect(start).not.to.have.property('checkpoint');
      for (const entry of entries) {
        provenLeaf(entry);
        expect(entry).not.to.have.property('path');
        expect(entry.position !== undefined).to.equal(positions);
      }
      expect(entries).to.have.length.above(20);
    });
  });
}
