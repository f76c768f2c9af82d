import { expect } from 'chai';
import type { NativeEntry, NativeEntryPage, NativeRecord } from '../../common/native.js';
import { startAlertHost } from '../support/casebender.js';
import { exportFile, exportLines, fetchExport } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const SPACED = 'other';

atMounts('the ledger (N8, N11.1)', () => {
  let host: TestHost;
  let now = new Date('2026-03-31T23:59:59.999Z');
  before(async () => {
    host = await startAlertHost({
      clock: () => now,
      config: { spaces: [{ id: SPACED, name: 'Other' }] },
    });
    await recordChange(host, undefined, { title: 'T' });
  });
  after(() => host.stop());

  const statements = async (month: string, query = ''): Promise<readonly NativeEntry[]> => {
    const { entries } = await new NativeClient(host).page(`?order=asc&limit=500${query}`, `ledger/${month}`);
    return entries;
  };

  it('tells of an export when it starts and how it ended, with the caller, the filters and the range', async () => {
    const text = (await exportFile(host, '/records/alert/a-1/entries.ndjson?types=created&actors=x')).text;
    const [started, finished] = await statements('2026-03');
    const told = {
      record: { kind: 'alert', id: 'a-1', owner: 'securitySolution' },
      ...{ filters: { types: ['created'], actors: ['x'] }, from: 1, to: 2 },
    };
    expect(started).to.include({ seq: 1, type: 'statement', text: 'Started an export' });
    expect(started?.actor).to.deep.equal({ kind: 'user', username: 'boss' });
    expect(started?.record).to.deep.equal({
      ...{ space: 'default', kind: 'ledger', id: '2026-03', owner: 'ledger' },
    });
    const { details } = started?.change as { details: { export: string } };
    expect(started?.change).to.deep.equal({
      statement: 'export-started',
      details: { export: details.export, ...told },
    });
    expect(details.export).to.match(/^[\da-f-]{36}$/);
    const { createHash } = await import('node:crypto');
    expect(finished?.change).to.deep.equal({
      statement: 'export-finished',
      details: {
        ...{ export: details.export, ...told, entries: 0 },
        sha256: createHash('sha256').update(text).digest('hex'),
        outcome: 'complete',
      },
    });
  });

  it('is another record in another month, UTC, and in another space', async () => {
    now = new Date('2026-04-01T00:00:00.000Z');
    await exportFile(host, '/entries.csv?kinds=alert');
    const told = await statements('2026-04');
    expect(told.map(({ change }) => change['statement'])).to.deep.equal([
      'export-started',
      'export-finished',
    ]);
    expect(told[0]?.change['details']).to.deep.include({ filters: { kinds: ['alert'] }, from: 0 });
    await exportFile(host, '/entries.ndjson', { space: SPACED });
    expect(await statements('2026-04')).to.have.length(2);
    const elsewhere = new NativeClient(host, undefined, SPACED);
    expect((await elsewhere.page('', 'ledger/2026-04')).entries).to.have.length(2);
  });

  it('is told in the language of the reader, without a word about what was asked for', async () => {
    for (const [locale, wanted] of [
      ['en', 'Started an export'],
      ['de', 'Export begonnen'],
      ['es', 'Inició una exportación'],
      ['fr', 'A commencé une exportation'],
      ['pt', 'Iniciou uma exportação'],
    ] as const) {
      expect((await statements('2026-03', `&locale=${locale}`))[0]?.text).to.equal(wanted);
    }
  });

  it('is sealed like every history, has no fields, and is found by its type', async () => {
    const client = new NativeClient(host);
    const found = await client.read<NativeRecord>('/records/ledger/2026-03');
    expect(found.integrity.sealed).to.equal(found.head);
    expect(Object.keys(found.counts).sort()).to.deep.equal([
      'statement:export-finished',
      'statement:export-started',
    ]);
    expect(await client.read('/records/ledger/2026-03/state')).to.deep.include({ state: {}, comments: [] });
    expect((await client.page('?types=statement', 'ledger/2026-03')).page.total).to.equal(found.head);
    expect((await client.page('?types=statement')).page.total).to.equal(0);
    const { entries } = await client.read<NativeEntryPage>('/entries?types=statement&q=export-finished');
    expect(entries.map(({ record }) => record.kind)).to.deep.equal(['ledger', 'ledger']);
  });

  it('tells of all exports that run at once, each once', async () => {
    now = new Date('2026-05-01T00:00:00.000Z');
    await Promise.all(
      Array.from({ length: 12 }, () => exportLines(host, '/records/alert/a-1/entries.ndjson')),
    );
    const told = await statements('2026-05');
    expect(told.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 24 }, (_, i) => i + 1));
    const ids = new Map<string, string[]>();
    for (const { change } of told) {
      const { export: id } = change['details'] as { export: string };
      ids.set(id, [...(ids.get(id) ?? []), String(change['statement'])]);
    }
    expect([...ids.values()]).to.deep.equal(
      Array.from({ length: 12 }, () => ['export-started', 'export-finished']),
    );
  });

  it('does not tell of what was refused, nor of a HEAD', async () => {
    now = new Date('2026-06-01T00:00:00.000Z');
    expect((await fetchExport(host, '/records/alert/none/entries.csv')).status).to.equal(404);
    expect((await fetchExport(host, '/entries.csv?limit=1')).status).to.equal(400);
    expect((await new NativeClient(host).send('head', '/entries.csv')).status).to.equal(200);
    await new NativeClient(host).refused('/records/ledger/2026-06/entries', 404, 'RECORD_NOT_FOUND');
  });
});
