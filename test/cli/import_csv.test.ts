import { readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ImportFolder, MAP, SCRATCH, told } from '../support/import_folder.js';

const CSV = [
  'id,when,who,state,note',
  'A,29/02/2016 10:05,bo,Done,x',
  'B,29/02/2016 09:06,?,New,?',
  'A,29/02/2016 9:05,ana,New,x',
  // It changes nothing.
  'B,29/02/2016 09:07,ana,New,?',
  'A,29/07/2016 10:05,bo,Done,"x, ""y"""',
  '',
].join('\r\n');

const field = (name: string, before: unknown, after: unknown): object => ({
  ...{ type: 'field', field: name, before, after },
});
const HISTORY_OF_A = [
  ['2016-02-29T08:05:00.000Z', 'ana', { type: 'created', snapshot: { state: 'New', note: 'x' } }],
  ['2016-02-29T09:05:00.000Z', 'bo', field('state', 'New', 'Done')],
  ['2016-07-29T08:05:00.000Z', 'bo', field('note', 'x', 'x, "y"')],
];

describe('import csv', function () {
  this.timeout(120_000);
  const at = new ImportFolder();
  beforeEach(() => at.make());
  afterEach(() => at.remove());

  it('records rows in the order of their times, and nothing the second time', async () => {
    await at.write({ 'a.csv': CSV, 'a.csv.gz': gzipSync(CSV) });
    const first = await at.imported('a.csv', '--report', 'report.json');
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stdout).to.equal(
      [
        'records     2 (2 recorded now, 0 identical, 0 differ, 0 failed)',
        'rows        5',
        'entries     4 (4 of them recorded now)',
        'skipped     0 rows\n',
      ].join('\n'),
    );
    const about = { format: 'csv', map: 'map.yaml', files: ['a.csv'], space: 'default', owner: 'cases' };
    expect(await at.report()).to.deep.equal({
      ...{ ...about, dryRun: false, outcome: 'complete', rows: 5, skipped: 0, leftOut: 0 },
      records: { recorded: 2, identical: 0, differs: 0, failed: 0, total: 2 },
      ...{ entries: { recorded: 4, total: 4 }, warnings: [], moreWarnings: 0 },
    });
    const second = await at.imported('a.csv.gz', '--report', 'report.json');
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stdout)
      .to.contain('2 (0 recorded now, 2 identical, 0 differ, 0 failed)')
      .and.contain('entries     4 (0 of them recorded now)');
    expect(await at.report()).to.deep.include({
      records: { recorded: 0, identical: 2, differs: 0, failed: 0, total: 2 },
      entries: { recorded: 0, total: 4 },
    });
    const [a = [], b = []] = await at.histories('server', 'A', 'B');
    expect(told(a)).to.deep.equal(HISTORY_OF_A);
    expect(told(b)).to.deep.equal([
      ['2016-02-29T08:06:00.000Z', 'system', { type: 'created', snapshot: { state: 'New' } }],
    ]);
    expect([...a, ...b].map(({ context }) => context)).to.deep.equal(Array(4).fill({ source: 'import' }));
  });

  it('takes rows of a record from wherever they stand, also in other files with other columns', async () => {
    const [header = '', ...rows] = CSV.trimEnd().split('\r\n');
    await at.write({
      'a.csv': [header, ...rows.slice(0, 2)].join('\n'),
      'b.csv': [
        'note;state;who;when;id',
        'x;New;ana;29/02/2016 9:05;A',
        '"x, ""y""";Done;bo;29/07/2016 10:05;A',
      ].join('\n'),
    });
    const outcome = await at.imported('a.csv', 'b.csv');
    expect(outcome.code, outcome.stderr).to.equal(0);
    const [a = []] = await at.histories('server', 'A');
    expect(told(a)).to.deep.equal(HISTORY_OF_A);
  });

  it('goes on where the file has become longer, and says where it is another one', async () => {
    await at.write({ 'a.csv': CSV });
    expect((await at.imported('a.csv')).code).to.equal(0);
    await at.write({ 'a.csv': `${CSV}A,01/08/2016 00:00,cy,Closed,?\n` });
    const longer = await at.imported('a.csv');
    expect(longer.code, longer.stderr).to.equal(0);
    expect(longer.stdout)
      .to.contain('(1 recorded now, 1 identical, 0 differ, 0 failed)')
      .and.contain('entries     6 (2 of them recorded now)');
    await at.write({ 'a.csv': CSV });
    const shorter = await at.imported('a.csv', '--report', 'report.json');
    expect(shorter.code).to.equal(1);
    expect(shorter.stderr).to.contain('a.csv:4: A: its history has 5 entries, the rows make 3');
    expect(await at.report()).to.deep.include({ entries: { recorded: 0, total: 6 } });
    await at.write({ 'a.csv': `${CSV}A,01/08/2016 00:00,cy,Closed,?\nA,02/08/2016 00:00,cy,Open,?\n` });
    await at.onPlugin((activity) =>
      activity.record({
        ...{ subject: { space: 'default', kind: 'server', id: 'A' }, owner: 'cases' },
        ...{
          actor: { kind: 'user', username: 'dan' },
          before: { state: 'Closed' },
          after: { state: 'Else' },
        },
      }),
    );
    const other = await at.imported('a.csv');
    expect(other.code).to.equal(1);
    expect(other.stdout).to.contain('(0 recorded now, 1 identical, 0 differ, 1 failed)');
    expect(other.stderr).to.match(/a\.csv:8: A: The field state was not what/);
  });

  it('warns of rows that it cannot record, with their lines, and records the others', async () => {
    const rows = [
      'A,2016-03-01,bo,Done,x',
      ',29/02/2016 10:05,bo,Done,x',
      'A,29/02/2016',
      'C,30/02/2016 1:00,,,',
    ];
    await at.write({ 'a.csv': `${CSV}${rows.join('\n')}\nC,29/02/2016 10:05,u,caf\uFFFD,x\n` });
    const outcome = await at.imported('a.csv', '--report', 'report.json');
    expect(outcome.code, outcome.stderr).to.equal(0);
    const messages = [
      'when is not a date such as 29/02/2016 01:16',
      'no server id',
      '2 columns, the header has 5',
      'when is not a date such as 29/02/2016 01:16',
      'U+FFFD stands for a character that was lost before',
    ];
    const warnings = messages.map((message, i) => ({ file: 'a.csv', line: i + 7, message }));
    expect(await at.report()).to.deep.include({ skipped: 5, rows: 10, warnings, moreWarnings: 0 });
    for (const [i, message] of messages.entries()) {
      expect(outcome.stderr).to.contain(`case-activity: a.csv:${String(i + 7)}: ${message}\n`);
    }
    const [a = []] = await at.histories('server', 'A');
    expect(told(a)).to.deep.equal(HISTORY_OF_A);
  });

  it('writes nothing in a dry run, and says what it would', async () => {
    await at.write({ 'a.csv': CSV });
    const outcome = await at.imported('a.csv', '--dry-run', '--report', 'report.json');
    expect(outcome.code, outcome.stderr).to.equal(0);
    expect(outcome.stdout).to.contain('entries     4 (4 of them to be recorded)');
    expect(await at.report()).to.deep.include({ dryRun: true, entries: { recorded: 4, total: 4 } });
    expect((await readdir(at.cwd)).sort()).to.deep.equal([
      ...['a.csv', 'config.json', 'map.yaml', 'report.json', SCRATCH],
    ]);
  });

  it('reads rows that are changes of one field', async () => {
    const changes = { rows: { field: 'fieldname', old: 'oldvalue', new: 'newvalue' } };
    const fields = { State: 'state', Group: 'group' };
    await at.write({
      'map.yaml': {
        ...MAP,
        at: { column: 'when' },
        actor: { kind: 'key', username: 'sync' },
        changes,
        fields,
      },
      'a.csv': [
        'id,when,fieldname,oldvalue,newvalue',
        'A,2016-02-29T10:00:00+02:00,State,New,Open',
        'A,2016-02-29 09:00:00,Noise,1,2',
        'A,2016-02-29 09:00:01,Group,Desk,?',
        'A,2016-02-29 09:00:02.5,State,Other,Done',
        'A,2016-02-29 09:00:03,Group,?,Desk',
      ].join('\n'),
    });
    const outcome = await at.imported('a.csv', '--owner', 'observability');
    expect(outcome.code, outcome.stderr).to.equal(0);
    expect(outcome.stdout).to.contain('left out    1 rows, by the map');
    expect(outcome.stderr).to.contain('a.csv:5: the old value is not what the row before has left');
    const [a = []] = await at.histories('server', 'A');
    expect(told(a)).to.deep.equal([
      ['2016-02-29T08:00:00.000Z', 'sync', { type: 'created', snapshot: { state: 'New', group: 'Desk' } }],
      ['2016-02-29T08:00:00.000Z', 'sync', field('state', 'New', 'Open')],
      ['2016-02-29T09:00:01.000Z', 'sync', field('group', 'Desk', null)],
      ['2016-02-29T09:00:02.500Z', 'sync', field('state', 'Open', 'Done')],
      ['2016-02-29T09:00:03.000Z', 'sync', field('group', null, 'Desk')],
    ]);
    const again = await at.imported('a.csv', '--owner', 'observability');
    expect(again.stdout).to.contain('(0 recorded now, 1 identical, 0 differ, 0 failed)');
  });
});
