import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ImportFolder, told } from '../support/import_folder.js';

const PAGE = readFileSync(new URL('../../docs/importing.md', import.meta.url), 'utf8');

/** The first block of the page in this language. */
function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(PAGE)?.[1] ?? '';
}

describe('the page about importing', function () {
  this.timeout(120_000);
  const at = new ImportFolder();
  before(() => at.make());
  after(() => at.remove());

  it('has an example that does what the page says', async () => {
    const [program, command, format, ...args] = block('sh').trim().split(' ');
    expect([program, command, format]).to.deep.equal(['case-activity', 'import', 'csv']);
    await at.write({ 'changes.csv': block('csv'), 'map.yaml': block('yaml') });
    const outcome = await at.imported(...args.map((arg) => arg.replace('config.yaml', 'config.json')));
    expect(outcome.code, outcome.stderr).to.equal(0);
    const [first = [], second = []] = await at.histories('ticket', 'T-1', 'T-2');
    expect(told(first)).to.deep.equal([
      ['2016-02-29T08:05:00.000Z', 'ana', { type: 'created', snapshot: { status: 'new' } }],
      ['2016-02-29T09:30:00.000Z', 'bo', { type: 'field', field: 'status', before: 'new', after: 'open' }],
      ['2016-02-29T09:30:00.000Z', 'bo', { type: 'field', field: 'team', before: null, after: 'network' }],
    ]);
    expect(told(second)).to.deep.equal([
      ['2016-02-29T08:06:00.000Z', 'system', { type: 'created', snapshot: { status: 'new', team: 'desk' } }],
    ]);
    expect(await at.report()).to.have.all.keys(reported().filter((key) => key !== 'problem'));
  });
});

/** The keys of a report of which the page tells. */
function reported(): readonly string[] {
  const table = PAGE.slice(PAGE.indexOf('The report:')).match(/^\|.*\|/gm) ?? [];
  return table.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, key = '']) => key),
  );
}
