import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import { startAlertHost } from '../support/casebender.js';
import { exportFile, exportLines, fetchExport } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const PATH = '/records/alert/a-1/entries.ndjson';

atMounts('the export of a record (N8)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost({ clock: () => new Date('2026-03-04T10:00:00Z') });
    let before: Record<string, string> | undefined;
    for (let i = 0; i < 30; i += 1) {
      const after = { title: `T${String(i)}`, ...(i % 3 === 0 ? { status: `s${String(i)}` } : {}) };
      await recordChange(host, before, after);
      before = after;
    }
  });
  after(() => host.stop());

  it('is a line for each entry, oldest first, between what it is of and where to go on', async () => {
    const { start, entries, end } = await exportLines(host, PATH);
    const client = new NativeClient(host);
    const page = await client.read<NativeEntryPage>(
      '/records/alert/a-1/entries?order=asc&limit=500&include=text',
    );
    expect(entries).to.deep.equal(page.entries);
    const { head } = page.page;
    expect(start).to.deep.equal({
      version: 1,
      space: 'default',
      record: { space: 'default', kind: 'alert', id: 'a-1', owner: 'securitySolution' },
      filters: {},
      from: 1,
      to: head + 1,
      at: '2026-03-04T10:00:00.000Z',
      by: { kind: 'user', username: 'boss' },
    });
    expect(end).to.deep.equal({ entries: head, next: `?after=${String(head)}` });
  });

  it('is a file that is called after the record, and is not to be kept', async () => {
    const { headers } = await exportFile(host, PATH);
    const client = new NativeClient(host);
    const { page } = await client.page();
    expect(headers.get('content-type')).to.equal('application/x-ndjson');
    expect(headers.get('content-disposition')).to.equal(
      `attachment; filename="alert-a-1-${String(page.head)}.ndjson"`,
    );
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('x-request-id')).to.be.a('string');
  });

  it('takes the filters of a page, and says which', async () => {
    const wanted = '?types=field&fields=status&after=3&before=40&q=s1';
    const { start, entries, end } = await exportLines(host, `${PATH}${wanted}`);
    const page = await new NativeClient(host).page(`${wanted}&order=asc&limit=500&include=text`);
    expect(entries).to.deep.equal(page.entries).and.not.be.empty;
    expect(start).to.deep.include({
      filters: { types: ['field'], fields: ['status'], q: 's1' },
      from: 4,
      to: 40,
    });
    expect(end.next).to.equal('?types=field&fields=status&before=40&q=s1&after=39');
  });

  it('is in the language that is asked for', async () => {
    const { entries } = await exportLines(host, `${PATH}?locale=de`);
    expect(entries[0]?.text).to.equal('Erstellt');
    expect(entries.some((entry) => 'ago' in entry)).to.equal(false);
  });

  it('has nothing between its ends where nothing is left', async () => {
    const { entries, start, end } = await exportLines(host, `${PATH}?after=5000`);
    expect(entries).to.deep.equal([]);
    expect(start).to.include({ from: 5001, to: 5001 });
    expect(end).to.deep.equal({ entries: 0, next: '?after=5000' });
  });

  it('tells all faults of a query at once', async () => {
    for (const [query, names] of [
      ['?limit=5&order=asc&include=ago&proofs=maybe', ['limit', 'order', 'include', 'proofs']],
      ['?after=-1&types=nothing&bom=true', ['after', 'types', 'bom']],
    ] as const) {
      const problem = await new NativeClient(host).refused(`${PATH}${query}`, 400, 'INVALID_REQUEST');
      expect(problem.errors?.map(({ parameter }) => parameter).sort()).to.deep.equal([...names].sort());
    }
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await new NativeClient(host).send('head', PATH);
    expect(response.status).to.equal(200);
    expect(response.headers['content-disposition']).to.match(/^attachment; /);
    expect(response.headers['content-length']).to.equal(undefined);
  });

  it('refuses other methods, and records that are not there', async () => {
    const response = await new NativeClient(host).send('post', PATH);
    expect(response.status).to.equal(405);
    expect(response.headers['allow']).to.equal('GET, HEAD');
    const missing = await fetchExport(host, '/records/alert/none/entries.ndjson');
    expect(missing.status).to.equal(404);
    expect(await missing.json()).to.include({ code: 'RECORD_NOT_FOUND' });
  });

  it('is the same bytes each time, but for its first line', async () => {
    const digest = async (): Promise<string> => {
      const { lines } = await exportLines(host, PATH);
      return createHash('sha256').update(lines.join('\n')).digest('hex');
    };
    expect(await digest()).to.equal(await digest());
  });
});
