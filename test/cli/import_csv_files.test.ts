import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ImportFolder, MAP } from '../support/import_folder.js';

const HEADER = 'id,when,who,state,note';
const ROW = 'A,29/02/2016 10:05,bo,Done,x';

describe('import csv of what is not what it should be', function () {
  this.timeout(120_000);
  const at = new ImportFolder();
  before(async () => {
    await at.make();
    await mkdir(join(at.cwd, 'folder'));
    await at.write({ 'a.csv': `${HEADER}\n${ROW}\n` });
  });
  after(() => at.remove());

  it('says all that is wrong with a map', async () => {
    await at.write({
      'faulty.yaml': {
        ...{ record: { kind: 'alert' }, at: { column: 'when', format: 'yyyy-QQ', timeZone: 'Moon/Base' } },
        ...{ actor: { column: 'who', username: 'x' }, fields: { a: 'x', b: 'x' }, order: [1], unknown: 'x' },
        ...{ feed: 'no blank', changes: 'sometimes', surprise: true },
      },
    });
    const outcome = await at.imported('a.csv', '--map', 'faulty.yaml', '--report', 'report.json');
    expect(outcome.code).to.equal(78);
    expect(outcome.stderr.trimEnd().split('\n')).to.deep.equal(
      [
        'record.kind: must be none of the kinds that have routes of their own',
        'record.id: is required',
        'at.format: has QQ, which is none of yyyy, MM, M, dd, d, HH, H, hh, h, mm, ss, SSS, a, XXX; put text in quotes',
        'at.timeZone: must be a time zone such as UTC or Europe/Rome',
        'actor: takes no username where there is a column',
        'feed: must be 1 to 64 of A-Z, a-z, 0-9, ., _, : and -',
        'fields: gives two columns the name "x"',
        'changes: must be snapshot, or rows with their columns',
        'order[0]: must be a text',
        'unknown: must be an array',
        'surprise: is not a known key',
      ].map((line) => `case-activity: map.${line}`),
    );
    expect(await readdir(at.cwd)).not.to.include('report.json');
  });

  it('bounds what a map says', async () => {
    const [long, many] = ['x'.repeat(2000), Array.from({ length: 1001 }, (_, i) => String(i))];
    const faulty = {
      ...MAP,
      ...{ record: { kind: long, id: long }, owner: long, actor: { kind: 'user', username: long } },
      ...{ fields: Object.fromEntries(many.map((name) => [name, name])), order: many, unknown: many },
      changes: { rows: { field: long, new: long } },
    };
    await at.write({ 'faulty.yaml': faulty });
    const { code, stderr } = await at.imported('a.csv', '--map', 'faulty.yaml');
    expect(code).to.equal(78);
    expect([...stderr.matchAll(/map\.([\w.]+): /g)].map(([, path]) => path)).to.deep.equal([
      ...['record.kind', 'record.id', 'actor.username', 'owner', 'fields', 'changes.rows.field'],
      ...['changes.rows.new', 'order', 'unknown'],
    ]);
  });

  it('says what else is wrong, with the code of its sort, and records nothing', async () => {
    const packed = gzipSync(`${HEADER}\n${`${ROW}\n`.repeat(9000)}`);
    await at.write({
      'short.csv': 'id,note\nA,x\n',
      'none.csv': `${HEADER}\n`,
      'bad.csv': `${HEADER}\n${ROW.replaceAll('/', '.')}\n`,
      'cut.csv.gz': packed.subarray(0, packed.length - 12),
      'latin.csv': Buffer.from(`${HEADER}\n${ROW}caf\xe9\n`, 'latin1'),
      'bad.yaml': 'record: {\n',
      'nowhere.json': { caseActivity: { storage: { kind: 'embedded', path: './a.csv/data' } } },
    });
    for (const [args, code, sentence] of [
      [['nothing.csv'], 66, 'nothing.csv: cannot be read: there is no such file; nothing was recorded'],
      [['folder'], 66, 'folder: cannot be read: it is a folder'],
      [['a.csv', 'short.csv'], 65, 'short.csv: line 1: the header lacks when, who (the line is "id,note")'],
      [['none.csv'], 65, 'have a header and no row'],
      [['bad.csv'], 65, 'no row can be recorded as the map says; nothing was recorded'],
      [['a.csv', 'cut.csv.gz'], 65, 'the gzipped file is cut off here; nothing was recorded'],
      [['latin.csv'], 65, '--encoding windows-1252'],
      [['a.csv', './a.csv'], 64, './a.csv is given twice'],
      [['a.csv', '--space', 'moon'], 64, '--space: the configuration has no space "moon"; it has default'],
      [['a.csv', '--owner', 'nobody'], 64, '--owner: the configuration has no owner "nobody"'],
      [['a.csv', '--map', 'none.yaml'], 78, 'none.yaml: cannot be read: there is no such file'],
      [['a.csv', '--map', 'bad.yaml'], 78, 'bad.yaml:2'],
      [['a.csv', '--config', 'nowhere.json'], 69, 'a.csv/data'],
      [['a.csv', '--parallel', '0'], 1, 'Give a number from 1 to 9999.'],
      [['a.csv', '--encoding', 'klingon'], 1, 'Give an encoding'],
    ] as const) {
      const outcome = await at.imported(...args);
      expect(outcome.code, `${args.join(' ')}: ${outcome.stderr}`).to.equal(code);
      expect(outcome.stderr, args.join(' ')).to.contain(sentence);
    }
    expect(await readdir(at.cwd)).not.to.include('data');
  });

  it('writes the report of an import that failed', async () => {
    const outcome = await at.imported('a.csv', 'nothing.csv', '--report', 'report.json');
    expect(outcome.code).to.equal(66);
    const problem = 'nothing.csv: cannot be read: there is no such file; nothing was recorded';
    expect(await at.report()).to.deep.include({ outcome: 'failed', problem, rows: 1 });
  });
});
