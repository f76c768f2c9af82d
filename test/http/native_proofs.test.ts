import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { NativeConsistency, NativeKeys, NativeProof } from '../../common/native_proofs.js';
import type { NativeLogPage } from '../../common/native_space.js';
import { verifiesConsistency, verifiesInclusion } from '../../server/domain/log/proof_checks.js';
import { hashOf } from '../../server/domain/seal.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';
import { hex, plainRoot } from '../support/plain_tree.js';
import { aSigningKey, eventually, signedBy, verified } from '../support/signing.js';

const KEY = aSigningKey();
const EMPTY_ROOT = createHash('sha256').digest();

atMounts('the proofs of a log (N10.3, N10.4)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({
      config: { integrity: signedBy(KEY), spaces: [{ id: 'other', name: 'Other' }] },
    });
    client = new NativeClient(host);
    for (let n = 0; n < 3; n += 1) {
      await recordChange(host, n === 0 ? undefined : { n: n - 1 }, { n });
    }
    // The first commit has the ledger tell of the key.
    await eventually(async () => ((await sizeOfLog()) === 4 ? true : undefined), 'the statement of the key');
  });
  after(() => host.stop());

  async function sizeOfLog(): Promise<number> {
    return (await client.read<NativeLogPage>('/log')).page.size;
  }

  async function checkpoint(from = client): Promise<string> {
    const response = await from.send('get', '/log/checkpoint');
    expect(response.status, response.text).to.equal(200);
    expect(response.headers).to.include({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    return response.text;
  }

  /** Hashes of the log's leaves as its tiles have them. */
  async function leaves(size: number): Promise<readonly Buffer[]> {
    const { status, body, headers } = await client.send('get', `/log/tile/0/000.p/${String(size)}`);
    expect(status).to.equal(200);
    expect(headers).to.include({ 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
    const bytes = body as Buffer;
    return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
  }

  it('have a checkpoint of what was acknowledged, signed, the same until the log grows', async () => {
    const note = await checkpoint();
    const { size, root } = verified(note, 'default', KEY);
    expect(size).to.equal(await sizeOfLog());
    expect(hex(root)).to.equal(hex(plainRoot(await leaves(size))));
    expect(await checkpoint()).to.equal(note);
    await recordChange(host, undefined, { n: 0 }, { subject: { space: 'default', kind: 'alert', id: 'b' } });
    expect(verified(await checkpoint(), 'default', KEY).size).to.equal(size + 1);
    const head = await client.send('head', '/log/checkpoint');
    expect([head.status, head.text]).to.deep.equal([200, undefined]);
  });

  it('have a checkpoint of an empty log, which stays empty', async () => {
    const other = new NativeClient(host, BOSS, 'other');
    for (let n = 0; n < 2; n += 1) {
      const { size, root } = verified(await checkpoint(other), 'other', KEY);
      expect([size, hex(root)]).to.deep.equal([0, hex(EMPTY_ROOT)]);
    }
    await other.refused('/log/tile/0/000.p/1', 404, 'ENTRY_NOT_FOUND');
    await other.refused('/log/consistency?from=1&to=1', 400, 'INVALID_REQUEST');
  });

  it('show that each entry is in the log', async () => {
    for (let seq = 1; seq <= 3; seq += 1) {
      const proof = await client.read<NativeProof>(`/records/alert/a-1/entries/${String(seq)}/proof`);
      expect(Object.keys(proof)).to.have.members(['leaf', 'hash', 'position', 'size', 'path', 'checkpoint']);
      expect(hashOf(proof.leaf)).to.equal(proof.hash);
      expect(JSON.parse(proof.leaf)).to.include({ v: 1, id: 'a-1', kind: 'alert', seq });
      const { size, root } = verified(proof.checkpoint ?? '', 'default', KEY);
      expect(size).to.equal(proof.size);
      const leafHash = Buffer.from(proof.hash, 'base64url');
      const path = proof.path.map((hash) => Buffer.from(hash, 'base64'));
      expect(verifiesInclusion({ leafHash, index: proof.position, size, path, root })).to.equal(true);
    }
    for (const seq of ['4', '1048575']) {
      await client.refused(`/records/alert/a-1/entries/${seq}/proof`, 404, 'ENTRY_NOT_FOUND');
    }
    for (const seq of ['0', 'x', '-1']) {
      await client.refused(`/records/alert/a-1/entries/${seq}/proof`, 400, 'INVALID_REQUEST');
    }
    await client.refused('/records/alert/none/entries/1/proof', 404, 'RECORD_NOT_FOUND');
  });

  it('show that the log goes on from what it was', async () => {
    const before = verified(await checkpoint(), 'default', KEY);
    const subject = { space: 'default', kind: 'alert', id: 'c' };
    for (let n = 0; n < 5; n += 1) {
      await recordChange(host, n === 0 ? undefined : { n: n - 1 }, { n }, { subject });
    }
    const now = verified(await checkpoint(), 'default', KEY);
    const sizes = `from=${String(before.size)}&to=${String(now.size)}`;
    const { from, to, proof } = await client.read<NativeConsistency>(`/log/consistency?${sizes}`);
    const path = proof.map((hash) => Buffer.from(hash, 'base64'));
    const claim = { from, to, path, fromRoot: before.root, toRoot: now.root };
    expect([from, to]).to.deep.equal([before.size, now.size]);
    expect(verifiesConsistency(claim)).to.equal(true);
    const same = await client.read<NativeConsistency>(`/log/consistency?from=1&to=1`);
    expect(same).to.deep.equal({ from: 1, to: 1, proof: [] });
  });

  it('refuse sizes that there are none of, and tell of every fault', async () => {
    for (const [query, faults] of [
      [
        '',
        [
          'from must be an integer from 1 to 9007199253692416',
          'to must be an integer from 1 to 9007199253692416',
        ],
      ],
      ['?from=0&to=1', ['from must be an integer from 1 to 9007199253692416']],
      ['?from=2&to=1', ['to must not be below from']],
      ['?from=1&to=100000', ['to must be at most the size of the log']],
      ['?from=1&to=1&to=2', ['to must be given once']],
      ['?from=1&to=1&x=1', ['x is not a parameter here']],
      ['?from=1e0&to=1', ['from must be an integer from 1 to 9007199253692416']],
    ] as const) {
      const { errors = [] } = await client.refused(`/log/consistency${query}`, 400, 'INVALID_REQUEST');
      expect(errors.map(({ parameter, detail }) => `${String(parameter)} ${detail}`)).to.deep.equal(faults);
    }
  });

  it('have no tile but those of the tree, by no name but their own', async () => {
    for (const name of [
      ...['0/000', '0/000.p/200', '0/000.p/256', '0/000.p/0', '0/000.p/01', '0/001.p/1', '1/000.p/1'],
      ...['0/0', '0/x000/000.p/1', '00/000.p/1', '64/000', '63/x999/x999/x999/x999/999', '-1/000', 'x/000'],
      ...['0/000.p', '0/000.p/1/2', '0/000.p%2F1%00', '0/x001', '0/..%2F000.p%2F1', 'data/000'],
    ]) {
      await client.refused(`/log/tile/${name}`, 404, 'ENTRY_NOT_FOUND');
    }
    expect((await client.send('get', '/log/tile/0')).status).to.equal(404);
    const { errors = [] } = await client.refused('/log/tile/0/000.p/1?x=1', 400, 'INVALID_REQUEST');
    expect(errors).to.deep.equal([{ parameter: 'x', detail: 'is not a parameter here' }]);
  });

  it('tell the keys of the origin', async () => {
    expect(await client.read<NativeKeys>('/keys')).to.deep.equal({
      origin: 'here.example',
      keys: [{ vkey: KEY.vkey, signs: true }],
    });
  });

  for (const path of ['/log/checkpoint', '/log/tile/0/000', '/log/consistency', '/keys']) {
    it(`take no other method: ${path}`, async () => {
      const { status, headers } = await client.send('post', path);
      expect([status, headers['allow']]).to.deep.equal([405, 'GET, HEAD']);
    });
  }
});

describe('a full tile (N10.3)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(KEY) } });
  });
  after(() => host.stop());

  it('may be kept for ever, and lies below one hash of the level above', async () => {
    const subject = { space: 'default', kind: 'alert', id: 'many' };
    const fields = (n: number) =>
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${String(i)}`, n]));
    await recordChange(host, undefined, fields(0), { subject });
    await recordChange(host, fields(0), fields(1), { subject });
    const client = new NativeClient(host);
    const full = await client.send('get', '/log/tile/0/000');
    expect(full.status).to.equal(200);
    expect(full.headers).to.include({
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-length': '8192',
    });
    const bytes = full.body as Buffer;
    const part = await client.send('get', '/log/tile/0/000.p/255');
    expect((part.body as Buffer).equals(bytes.subarray(0, 255 * 32))).to.equal(true);
    const above = await client.send('get', '/log/tile/1/000.p/1');
    const hashes = Array.from({ length: 256 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
    expect(hex(above.body as Buffer)).to.equal(hex(plainRoot(hashes)));
  });
});
