import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import type { NativeEntry, NativeRecord } from '../../common/native.js';
import type { NativeVerification } from '../../common/native_verification.js';
import { erasedIn } from '../support/erasing.js';
import { headOf } from '../support/log.js';
import { openStore } from '../support/open_store.js';
import { aWindow, entriesOf } from '../support/records.js';
import { withActor } from '../support/redacting.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

atMounts('a record and one entry (N3.2)', () => {
  let host: TestHost;
  let client: NativeClient;
  let id: string;
  before(async () => {
    host = await startAlertHost({ clock: () => new Date('2026-03-04T10:20:00.000Z') });
    const alerts = new AlertClient(host, BOSS);
    ({ id } = await alerts.create({ title: 'Login', severity: 'high' }));
    await alerts.send('patch', `/alerts/${id}`, { body: { status: 'closed', tags: ['vpn'] } });
    await alerts.send('post', `/alerts/${id}/comments`, { body: { body: 'Seen' } });
    client = new NativeClient(host);
  });
  after(() => host.stop());

  it('is told at a glance', async () => {
    const record = await client.read<NativeRecord>(`/records/alert/${id}`);
    const { integrity, number, ...rest } = record;
    expect(rest).to.deep.equal({
      record: { space: 'default', kind: 'alert', id, owner: 'securitySolution' },
      ...{ head: 4, createdAt: '2026-03-04T10:20:00.000Z', lastAt: '2026-03-04T10:20:00.000Z' },
      ...{ deleted: false, onHold: false },
      counts: { created: 1, 'field:status': 1, 'items:tags:added': 1, 'comment:user:created': 1 },
    });
    expect(number).to.be.greaterThan(0);
    expect(integrity.sealed).to.equal(4);
    expect(integrity.hash).to.match(/^[A-Za-z0-9_-]{43}$/);
    expect(integrity.erasedParts).to.equal(0);
    expect(Object.keys(integrity)).to.deep.equal(['sealed', 'erasedParts', 'hash']);
  });

  it('tells how many values are erased of it, as verifying does', async () => {
    const subject = { space: 'default', kind: 'alert', id: 'a-erased' };
    const recorded = { title: 'T', reporter: 'Ana' };
    await recordChange(host, undefined, recorded, { subject });
    await recordChange(host, recorded, { ...recorded, title: 'U' }, { subject });
    const store = await openStore(host.storage);
    try {
      const head = await headOf(store, subject);
      const [first, second] = await entriesOf(store, head, aWindow());
      if (first === undefined || second === undefined) throw new Error('It has two entries.');
      const snapshot = { type: 'created', snapshot: { title: 'T' } } as const;
      const activities = [
        erasedIn(first, ['snapshot/reporter'], snapshot),
        withActor(second, { kind: 'user', username: 'erased-4f1c09' }),
      ];
      await store.redact({ head, state: { title: 'U' }, attachments: [], activities });
    } finally {
      await store.close();
    }
    const { integrity } = await client.read<NativeRecord>('/records/alert/a-erased');
    expect(integrity).to.include({ sealed: 2, erasedParts: 2 });
    const verified = await client.read<NativeVerification>('/records/alert/a-erased/verify');
    expect(verified.erasedParts).to.equal(2);
  });

  it('tells one entry, with those beside it', async () => {
    const path = `/records/alert/${id}/entries`;
    const links = async (rest: string): Promise<[NativeEntry['seq'], string | undefined]> => {
      const { status, body, headers } = await client.send('get', path + rest);
      expect(status).to.equal(200);
      return [(body as NativeEntry).seq, headers['link']];
    };
    expect(await links('/1')).to.deep.equal([1, '<2>; rel="next"']);
    expect(await links('/2?include=')).to.deep.equal([
      2,
      '<1?include=>; rel="prev", <3?include=>; rel="next"',
    ]);
    expect(await links('/4')).to.deep.equal([4, '<3>; rel="prev"']);
    const all = (await client.page('', `alert/${id}`)).entries;
    for (const entry of all) expect(await client.read(`${path}/${String(entry.seq)}`)).to.deep.equal(entry);
    expect(all[0]).to.include({ type: 'comment', text: 'Seen' });
  });

  it('has no entry beyond its head', async () => {
    for (const seq of [5, 1048575]) {
      const path = `/records/alert/${id}/entries/${String(seq)}`;
      const { detail } = await client.refused(path, 404, 'ENTRY_NOT_FOUND');
      expect(detail).to.equal('The record has no such entry.');
    }
  });

  it('tells the signature of the newest commit where commits are signed', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const signing = await startAlertHost({
      config: { integrity: { origin: 'test.example', keys: [{ key }] } },
    });
    await recordChange(signing, undefined, { title: 'T' });
    const { integrity } = await new NativeClient(signing).read<NativeRecord>('/records/alert/a-1');
    expect(integrity.signature).to.match(/^[A-Za-z0-9_-]{91}$/);
    await signing.stop();
  });
});
