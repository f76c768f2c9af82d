import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import { NO_ENTRY } from '../../server/domain/seal.js';
import { startAlertHost } from '../support/casebender.js';
import { FollowedStream } from '../support/followed_stream.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';
import { provenLeaf } from '../support/proven.js';

const { privateKey } = generateKeyPairSync('ed25519');
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const SIGNED = { integrity: { origin: 'activity.example.com', keys: [{ key }] } };

const STATES = [
  { title: 'Login', severity: 'high', tags: ['vpn'] },
  { title: 'Login', severity: 'critical', tags: ['vpn'] },
  { title: 'Log in \u{1f600} é', severity: 'critical', tags: ['vpn', 'mfa'] },
  { title: 'Login', tags: [] },
];

atMounts('what proves entries (N2, N10.1)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({ config: SIGNED });
    for (const [i, after] of STATES.entries()) {
      const subject = { space: 'default', kind: 'alert', id: 'a-1' };
      await recordChange(host, STATES[i - 1], after, { subject });
      await recordChange(host, STATES[i - 1], after, { subject: { ...subject, id: 'a-2' } });
    }
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const all = (path: string): Promise<{ readonly entries: readonly NativeEntry[] }> => client.read(path);

  it('comes with the entries that are asked for, and with no others', async () => {
    const { entries } = await client.page('?order=asc&include=proof');
    expect(entries).to.have.length.above(6);
    let prev = NO_ENTRY;
    for (const [i, entry] of entries.entries()) {
      const leaf = provenLeaf(entry);
      expect([leaf.seq, leaf.prev]).to.deep.equal([i + 1, prev]);
      prev = entry.hash ?? '';
      expect(entry).not.to.have.any.keys('text', 'ago');
    }
    for (const plain of (await client.page()).entries)
      expect(plain).not.to.have.any.keys('position', 'hash', 'proof');
  });

  it('is the same wherever the entry is read, with its place in the log', async () => {
    const { entries: log } = await all('/log?include=proof');
    expect(log.map(({ position }) => position)).to.deep.equal(log.map((_, i) => i));
    for (const entry of log) provenLeaf(entry);
    const of = (id: string): NativeEntry[] => log.filter(({ record }) => record.id === id);
    for (const id of ['a-1', 'a-2']) {
      const { entries } = await client.page('?order=asc&include=proof', `alert/${id}`);
      expect(entries).to.deep.equal(of(id));
    }
    const { entries: byTime } = await all('/entries?order=asc&include=proof');
    const place = ({ record, seq }: NativeEntry): string => `${record.id} ${String(seq).padStart(3)}`;
    const sorted = (some: readonly NativeEntry[]): NativeEntry[] =>
      [...some].sort((a, b) => place(a).localeCompare(place(b)));
    expect(sorted(byTime)).to.deep.equal(sorted(log));
    for (const entry of of('a-1')) {
      expect(
        await client.read(`/records/alert/a-1/entries/${String(entry.seq)}?include=proof`),
      ).to.deep.equal(entry);
    }
  });

  it('is whole where the entry before is not on the page', async () => {
    const { entries } = await client.page('?order=asc&include=proof');
    for (const query of [
      'types=items',
      'fields=severity',
      'order=desc&limit=2',
      'order=asc&after=3&limit=1',
    ]) {
      const { entries: some } = await client.page(`?include=proof&${query}`);
      expect(some.length, query).to.be.within(1, entries.length - 1);
      for (const entry of some) expect(entry).to.deep.equal(entries[entry.seq - 1]);
    }
  });

  it('comes through streams too', async () => {
    const { entries } = await client.page('?order=asc&include=proof');
    const { entries: log } = await all('/log?include=proof');
    for (const [path, expected] of [
      ['/records/alert/a-1/stream?after=0&include=proof', entries],
      ['/stream?start=0&include=proof', log],
    ] as const) {
      const stream = await FollowedStream.open(host, path);
      await stream.has(expected.length);
      stream.close();
      expect(stream.entries).to.deep.equal(expected);
    }
  });

  it('has the signature of the commit with its last entry', async () => {
    const { entries } = await client.page('?order=asc&include=proof');
    const { integrity } = await client.read<{ integrity: { signature?: string; hash?: string } }>(
      '/records/alert/a-1',
    );
    expect(entries.at(-1)?.proof?.signature)
      .to.match(/^[\w-]{91}$/)
      .and.equal(integrity.signature);
    expect(entries.at(-1)?.hash).to.equal(integrity.hash);
    expect(entries.filter(({ proof }) => proof?.signature !== undefined)).to.have.length(STATES.length);
  });

  it('is not among what is answered to a change', async () => {
    const answer = await client.post('/records/alert/a-3/entries?include=proof', { after: { title: 'T' } });
    expect(answer.status).to.equal(400);
  });
});

describe('what proves entries of a host without log (N2)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { log: false } });
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  it('has no position', async () => {
    const { entries } = await new NativeClient(host).page('?include=proof');
    for (const entry of entries) {
      provenLeaf(entry);
      expect(entry).not.to.have.property('position');
    }
    expect(entries).to.have.length(1);
  });
});
