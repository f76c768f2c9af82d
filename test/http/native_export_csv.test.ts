import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage } from '../../common/native_space.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import { exportFile } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const HEADER =
  'position,space,kind,record,owner,seq,id,at,actorKind,actor,actorName,type,field,key,verb,before,after,text,hash';
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'];
const HARMLESS = ["'=1", 'a=1', ' =1', '1', '', 'x\r\n"y", z', 'ñ 😀', ';'];

type Row = Readonly<Record<string, string>>;

atMounts('an export as a table (N8)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost();
    let before: Record<string, string | number | null | string[]> | undefined;
    for (const [i, value] of [...FORMULAS, ...HARMLESS].entries()) {
      const after = {
        title: value,
        number: -i,
        tags: [value, 'x'],
        ...(i % 2 === 0 ? { gone: 'x' } : { gone: null }),
      };
      await recordChange(host, before, after);
      before = after;
    }
    const alerts = new AlertClient(host, BOSS);
    const { id } = await alerts.create();
    await alerts.comment(id, '=HYPERLINK("x")');
    await recordChange(
      host,
      undefined,
      { title: 'T' },
      {
        subject: { space: 'default', kind: '=kind', id: '-id "x"/ñ' },
        actor: { kind: 'user', username: '@ana', fullName: '=Ana' },
      },
    );
  });
  after(() => host.stop());

  const RECORD = '/records/alert/a-1/entries.csv';
  const rowsOf = (text: string): readonly Row[] => parse(text, { columns: true, bom: true });

  it('has the columns that are said, lines that end as RFC 4180 wants, and no byte order mark', async () => {
    const { text } = await exportFile(host, RECORD);
    expect(text.split('\r\n')[0]).to.equal(HEADER);
    expect(text.endsWith('\r\n')).to.equal(true);
    expect((await exportFile(host, `${RECORD}?bom=true`)).text).to.equal(`\uFEFF${text}`);
  });

  it('has a row for each entry: texts as they are, everything else as JSON', async () => {
    const all = rowsOf((await exportFile(host, '/entries.csv?formulas=raw')).text);
    const rows = all.filter(({ kind }) => kind !== 'ledger');
    const log = await new NativeClient(host).read<NativeLogPage>('/log?limit=1000&include=text');
    const entries = log.entries.filter(({ record }) => record.kind !== 'ledger');
    expect(rows).to.have.length(entries.length);
    for (const [i, row] of rows.entries()) expectRow(row, entries[i]);
    expect(new Set(rows.map(({ hash }) => hash)).size).to.equal(rows.length);
    for (const { hash } of rows) expect(hash).to.match(/^[\w-]{43}$/);
  });

  function expectRow(row: Row, entry: NativeEntry | undefined): void {
    if (entry === undefined) throw new Error('There is no such entry.');
    const { position, seq, record, actor, change, type, text } = entry;
    expect(row).to.deep.include({
      ...{ position: String(position), seq: String(seq), id: entry.id, at: entry.at, type, text },
      ...{ space: record.space, kind: record.kind, record: record.id, owner: record.owner },
      ...{ actorKind: actor.kind, actor: actor.username ?? '', actorName: actor.fullName ?? '' },
    });
    const cell = (value: unknown): string =>
      value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    const of: Record<string, unknown> = change;
    const wanted: Record<string, unknown> = {
      created: { after: of['snapshot'] },
      field: { field: of['field'], before: of['before'], after: of['after'] },
      items: {
        ...{ field: of['field'], verb: of['verb'] },
        [of['verb'] === 'added' ? 'after' : 'before']: of['items'],
      },
      comment: { key: of['commentId'], verb: of['verb'], after: of['comment'] },
    };
    const { field, key, verb, before, after } = wanted[type] as Record<string, unknown>;
    expect(row, type).to.deep.include({
      ...{ field: cell(field), key: cell(key), verb: cell(verb), before: cell(before), after: cell(after) },
    });
  }

  it('has an apostrophe before each text that a spreadsheet would run', async () => {
    const rows = rowsOf((await exportFile(host, '/entries.csv?kinds=alert&kinds=%3Dkind')).text);
    const titles = rows.filter(({ field }) => field === 'title').map(({ after }) => after);
    expect(titles).to.deep.equal([...FORMULAS.map((text) => `'${text}`), ...HARMLESS].slice(1));
    const numbers = rows.filter(({ field }) => field === 'number').map(({ after }) => after);
    expect(numbers).to.deep.equal(titles.map((_, i) => String(-i - 1)));
    const odd = rows.find(({ record }) => record !== 'a-1' && record?.startsWith("'-"));
    expect(odd).to.include({ kind: "'=kind", record: '\'-id "x"/ñ', actor: "'@ana", actorName: "'=Ana" });
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (!['before', 'after'].includes(column) || !/^-\d+$/.test(value)) {
          expect(value, column).to.not.match(/^[=+\-@\t\r\n＝＋－＠]/);
        }
      }
    }
  });

  it('tells the positions of the entries of one record, also of those that are far apart', async () => {
    const all = rowsOf((await exportFile(host, '/entries.csv')).text).filter(
      ({ record }) => record === 'a-1',
    );
    expect(rowsOf((await exportFile(host, RECORD)).text)).to.deep.equal(all);
    const some = rowsOf((await exportFile(host, `${RECORD}?fields=gone`)).text);
    expect(some).to.deep.equal(all.filter(({ field }) => field === 'gone')).and.not.be.empty;
  });

  it('is called after the record, whatever that is called', async () => {
    const { headers } = await exportFile(host, '/records/%3Dkind/-id%20%22x%22%2F%C3%B1/entries.csv');
    expect(headers.get('content-disposition')).to.equal(
      `attachment; filename="=kind--id _x___-1.csv"; filename*=UTF-8''%3Dkind--id%20_x__%C3%B1-1.csv`,
    );
  });

  it('wants true or false, escape or raw', async () => {
    const problem = await new NativeClient(host).refused(
      `${RECORD}?bom=1&formulas=none`,
      400,
      'INVALID_REQUEST',
    );
    expect(problem.errors).to.deep.equal([
      { parameter: 'formulas', detail: 'must be escape or raw' },
      { parameter: 'bom', detail: 'must be true or false' },
    ]);
  });
});
