import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import type { NativeSpacePage } from '../../common/native_space.js';
import type { Principal } from '../../server/access/principal.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const READER: Principal = { username: 'r', roles: ['reader'] };
const STRANGER: Principal = { username: 's', roles: ['stranger'] };
const VISITOR: Principal = { username: 'v', roles: ['visitor'] };
const CLEARED: Principal = { ...READER, tlpClearance: 4, papClearance: 4 };

const OF_A_RECORD = [
  '',
  '/entries',
  '/entries/1',
  '/state',
  '/diff?from=0',
  '/statistics',
  '/entries/1/proof',
];

atMounts('who may read a history (N1.2, N4.3)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { spaces: [{ id: 'other', name: 'Other' }] } });
    const record = (id: string, over: object, state: object = {}): Promise<void> => {
      const {
        kind = 'alert',
        owner = 'securitySolution',
        space = 'default',
      } = over as Record<string, string>;
      const subject = { space, kind, id };
      return recordChange(host, undefined, { title: `Secret of ${id}`, ...state }, { subject, owner });
    };
    await record('plain', {});
    await record('red', {}, { tlp: 4 });
    await record('private', {}, { pap: 3 });
    await record('theirs', { owner: 'observability' });
    await record('elsewhere', { space: 'other' });
    await record('case', { kind: 'case' });
    await record('odd', { kind: 'x/y z' });
    await record('gone', {});
    const subject = { space: 'default', kind: 'alert', id: 'gone' };
    await recordChange(host, { title: 'Secret of gone' }, undefined, { subject });
  });
  after(() => host.stop());

  /** 200, or a refusal that tells nothing of the record. */
  async function statusOf(principal: Principal, path: string): Promise<number> {
    const { status, text, body } = await new NativeClient(host, principal).send('get', path);
    if (status === 200) return status;
    expect(text).to.not.contain('Secret').and.not.contain('securitySolution');
    expect((body as { detail: string }).detail).to.equal('There is no such record.');
    expect((body as { code: string }).code).to.equal('RECORD_NOT_FOUND');
    return status;
  }

  for (const part of OF_A_RECORD) {
    it(`is the same 404 for everything that may not be seen: ${part === '' ? 'the record' : part}`, async () => {
      const status = (principal: Principal, record: string) =>
        statusOf(principal, `/records/${record}${part}`);
      expect(await status(READER, 'alert/plain')).to.equal(200);
      expect(await status(READER, 'case/case')).to.equal(200);
      expect(await status(READER, 'alert/gone')).to.equal(200);
      expect(await status(READER, 'x%2Fy%20z/odd')).to.equal(200);
      expect(await status(CLEARED, 'alert/red')).to.equal(200);
      expect(await status(STRANGER, 'alert/theirs')).to.equal(200);
      const hidden = ['red', 'private', 'theirs', 'elsewhere', 'none', 'plain%00', 'x'.repeat(600)];
      for (const id of hidden) expect(await status(READER, `alert/${id}`), id).to.equal(404);
      for (const kind of ['case', 'Alert', 'constructor'])
        expect(await status(READER, `${kind}/plain`)).to.equal(404);
      expect(await status(STRANGER, 'alert/plain')).to.equal(404);
      expect(await status(VISITOR, 'alert/plain')).to.equal(404);
    });
  }

  it('is whoever is let into the space that the path names, and no other', async () => {
    const boss = new NativeClient(host, { username: 'b', roles: ['superuser'] }, 'other');
    expect((await boss.read<NativeEntryPage>('/records/alert/elsewhere/entries')).entries).to.have.length(1);
    await boss.refused('/records/alert/plain/entries', 404, 'RECORD_NOT_FOUND');
    await new NativeClient(host, READER, 'other').refused('/records/alert/elsewhere', 403, 'FORBIDDEN');
  });

  it('shows a record that was deleted, and says so', async () => {
    const client = new NativeClient(host, READER);
    expect(await client.read('/records/alert/gone')).to.include({ deleted: true, head: 2 });
    const { entries } = await client.page('', 'alert/gone');
    expect(entries.map(({ type, text }) => [type, text])).to.deep.equal([
      ['deleted', 'Deleted'],
      ['created', 'Created'],
    ]);
  });

  for (const [who, principal, wanted] of [
    ['reader', READER, ['case', 'gone', 'gone', 'odd', 'plain']],
    ['cleared', CLEARED, ['case', 'gone', 'gone', 'odd', 'plain', 'private', 'red']],
    ['stranger', STRANGER, ['theirs']],
  ] as const) {
    it(`leaves out of a space what may not be seen, without trace: ${who}`, async () => {
      const client = new NativeClient(host, principal);
      for (const path of [
        '/entries',
        '/log',
        '/entries?order=asc',
        '/entries?owners=securitySolution&owners=observability',
      ]) {
        const { entries } = await client.read<NativeSpacePage>(path);
        expect(entries.map(({ record }) => record.id).sort(), path).to.deep.equal(wanted);
      }
    });
  }

  it('refuses a space to whoever may read the records of no owner', async () => {
    const visitor = new NativeClient(host, VISITOR);
    for (const path of ['/entries', '/log', '/statistics?from=2026-03-04&to=2026-03-05']) {
      await visitor.refused(path, 403, 'FORBIDDEN');
    }
  });

  it('adds nothing for an owner that may not be read, and none is no error', async () => {
    const client = new NativeClient(host, READER);
    for (const query of ['owners=observability', 'owners=nobody']) {
      expect(await client.read(`/entries?${query}`)).to.deep.equal({ entries: [], page: { complete: true } });
      const { entries } = await client.read<NativeSpacePage>(`/log?${query}`);
      expect(entries).to.deep.equal([]);
    }
  });
});
