import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage } from '../../common/native_space.js';
import type { Principal } from '../../server/access/principal.js';
import { startAlertHost } from '../support/casebender.js';
import { exportFile, exportLines, fetchExport } from '../support/exported.js';
import { HIDDEN_RECORDS, READING_ROLES, recordHidden, secretOf, sees } from '../support/hidden_records.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const READER: Principal = { username: 'r', roles: ['default-securitySolution'] };

atMounts('the export of a space (N8)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({
      config: { security: { roles: READING_ROLES }, spaces: [{ id: 'second', name: 'Second' }] },
    });
    await recordHidden(host);
  });
  after(() => host.stop());

  /** The whole log as pages tell it, without what exports have added to it. */
  async function logOf(query = '', principal?: Principal): Promise<readonly NativeEntry[]> {
    const client = new NativeClient(host, principal);
    const found: NativeEntry[] = [];
    for (let at = `/log?include=text${query}`; ;) {
      const { entries, page }: NativeLogPage = await client.read<NativeLogPage>(at);
      found.push(...entries.filter(({ record }) => record.kind !== 'ledger'));
      if (page.end >= page.size) return found;
      at = `/log${page.next}`;
    }
  }

  const exported = async (query = '', principal?: Principal): Promise<readonly NativeEntry[]> => {
    const { entries } = await exportLines(host, `/entries.ndjson${query}`, principal && { principal });
    return entries.filter(({ record }) => record.kind !== 'ledger');
  };

  it('has every entry once, in the order of the log, with its position', async () => {
    const { start, entries, end } = await exportLines(host, '/entries.ndjson');
    expect(entries).to.deep.equal(await logOf());
    expect(start).to.include({ version: 1, space: 'default', from: 0 });
    expect(start).to.not.have.property('record');
    expect(end).to.deep.equal({ entries: entries.length, next: `?start=${String(start.to)}` });
    expect(start.to).to.be.at.least(entries.length);
  });

  it('is of what was there when it started: what it leads on to begins behind that', async () => {
    const first = await exportLines(host, '/entries.ndjson?kinds=alert');
    const subject = { space: 'default', kind: 'alert', id: 'later' };
    await recordChange(host, undefined, { title: 'Later' }, { subject });
    expect(first.end.next).to.equal(`?kinds=alert&start=${String(first.start.to)}`);
    const { entries } = await exportLines(host, `/entries.ndjson${first.end.next}`);
    expect(entries.map(({ record }) => record.id)).to.deep.equal(['later']);
  });

  for (const query of [
    '?kinds=incident&types=created',
    '?owners=cases&owners=observability',
    '?fields=title&actorKinds=user',
    '?q=secret+of+default',
    '?actors=ana.garcia&start=7',
    '?from=2100-01-01',
    '?owners=nobody',
  ]) {
    it(`filters as the log does: ${query}`, async () => {
      expect(await exported(query)).to.deep.equal(await logOf(`&${query.slice(1)}`));
    });
  }

  it('shows each caller what they may see, and tells nothing of the rest', async () => {
    const { text } = await exportFile(host, '/entries.ndjson', { principal: READER });
    for (const record of HIDDEN_RECORDS) {
      expect(text.includes(secretOf(record)), JSON.stringify(record)).to.equal(
        record.space === 'default' && sees(READER, record),
      );
    }
    expect(await exported('', READER)).to.deep.equal(await logOf('', READER));
    const stranger = await fetchExport(host, '/entries.ndjson', { principal: READER, space: 'second' });
    expect(stranger.status).to.equal(403);
    const narrow = await fetchExport(host, '/entries.csv', {
      principal: { ...READER, scopes: ['alerts:read'] },
    });
    expect(narrow.status).to.equal(403);
  });

  it('is called after its space and its size', async () => {
    const { headers, text } = await exportFile(host, '/entries.csv', { space: 'second' });
    const size = text.trimEnd().split('\r\n').length - 1;
    expect(headers.get('content-disposition')).to.equal(`attachment; filename="second-${String(size)}.csv"`);
    expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8; header=present');
  });
});

describe('the export of a host without log (N8)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ config: { log: false } });
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  it('is of its records alone, which have no positions', async () => {
    await new NativeClient(host).refused('/entries.ndjson', 404, 'LOG_DISABLED');
    expect((await exportLines(host, '/records/alert/a-1/entries.ndjson')).entries).to.have.length(1);
    const { text } = await exportFile(host, '/records/alert/a-1/entries.csv');
    expect(text.split('\r\n')[1]).to.match(/^,default,alert,a-1,/);
  });
});
