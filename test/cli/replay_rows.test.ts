import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { openIncidentLog } from '../../bin/incident_log/incident_log.js';
import { linesOf } from '../../bin/incident_log/lines.js';
import { Tally } from '../../bin/incident_log/tally.js';
import { run } from '../support/cli.js';

const COLUMNS = ['number', 'state', 'sys_updated_by', 'sys_updated_at', 'note'];
const KINDS = ['good', 'short', 'long', 'unnumbered', 'undated', 'open', 'stray', 'quoted short'] as const;

interface Sample {
  readonly kind: (typeof KINDS)[number];
  readonly note: string;
  readonly quoted: boolean;
  readonly end: string;
}

const word = fc.string({ unit: fc.constantFrom('a', 'Z', 'é', '😀', ' ', '?'), minLength: 1, maxLength: 6 });
const piece = fc.oneof(word, fc.constantFrom('"', ',', ';', '\t', '\n', '\r\n', '\r', '\n\n'));
/** Begins with a letter: what looks like the end of a quoted value to a reader that is inside of one is no such end. */
const note = fc.array(piece, { maxLength: 6 }).map((pieces) => `n${pieces.join('')}`);
const sample: fc.Arbitrary<Sample> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant('good' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...KINDS) },
  ),
  note,
  quoted: fc.boolean(),
  end: fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n \r\n'),
});
const delimiter = fc.constantFrom(',', ';', '\t');

describe('the rows of a log', function () {
  this.timeout(120_000);
  let cwd: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-rows-'));
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  it('are each recorded or refused, once, whatever they are between', async () => {
    const file = join(cwd, 'log.csv');
    await fc.assert(
      fc.asyncProperty(fc.array(sample), delimiter, fc.boolean(), async (samples, between, wide) => {
        const text = logOf(samples, between);
        await writeFile(file, wide ? Buffer.from(`\uFEFF${text}`, 'utf16le') : text);
        const tally = new Tally();
        const recorded: unknown[] = [];
        for await (const { number, steps } of await openIncidentLog(file, tally)) {
          recorded.push(...steps.map(({ state }) => [number, state['note']]));
        }
        expect(recorded).to.deep.equal(goodOf(samples));
        expect(tally.refused).to.equal(samples.length - recorded.length);
      }),
      { numRuns: 500 },
    );
  });

  it('are counted by the command as they are in the file', async () => {
    const samples = fc.sample(sample, { numRuns: 3000, seed: 23 });
    await writeFile(join(cwd, 'many.csv'), logOf(samples, ','));
    await writeFile(join(cwd, 'config.yaml'), 'caseActivity: { security: { enabled: false } }');
    const running = run(['replay', 'many.csv', '--config', 'config.yaml'], { cwd });
    expect(await running.ended, running.stderr()).to.equal(0);
    const good = goodOf(samples).length;
    expect(running.stdout()).to.contain(`rows        ${String(samples.length)}\n`);
    expect(running.stdout()).to.contain(`activities  ${String(good)} (${String(good)} of them recorded now)`);
    expect(running.stdout()).to.contain(`refused     ${String(samples.length - good)} rows\n`);
  });

  it('are the same wherever the text is cut into parts', async () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '\r', '\n', '"'), maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(parts, async (cut) => {
        const lines = await linesIn(cut);
        expect(lines).to.deep.equal(await linesIn([cut.join('')]));
        expect(lines.map(({ text, end }) => text + end).join('')).to.equal(cut.join(''));
      }),
    );
  });

  it('are refused where they are longer than is held in memory, and those around them are not', async () => {
    const good = { kind: 'good', note: 'n', quoted: false, end: '\r\n' } as const;
    const long = 'x'.repeat(3 * 1024 * 1024);
    const samples = [
      good,
      { ...good, note: long },
      good,
      { ...good, note: `${long}\n${long}`, quoted: true },
    ];
    const file = join(cwd, 'long.csv');
    await writeFile(file, logOf(samples, ','));
    const tally = new Tally();
    const numbers: string[] = [];
    for await (const { number } of await openIncidentLog(file, tally)) numbers.push(number);
    expect(numbers).to.deep.equal(['INC0', 'INC2']);
    // The second of them is two lines, which nobody can tell from two rows.
    expect(tally.refused).to.equal(3);
  });
});

function logOf(samples: readonly Sample[], between: string): string {
  return `${COLUMNS.join(between)}\n${samples.map((one, i) => rowOf(one, i, between) + one.end).join('')}`;
}

function rowOf({ kind, note: text, quoted }: Sample, i: number, between: string): string {
  const escaped = `"${text.replaceAll('"', '""')}"`;
  const written = quoted || /[",;\t\r\n]/.test(text) ? escaped : text;
  const [number, date] = [`INC${String(i)}`, '1/3/2016 00:00'];
  const cells: Record<Sample['kind'], readonly string[]> = {
    good: [number, 'New', 'u', date, written],
    short: [number, 'New', date],
    long: [number, 'New', 'u', date, 'n', 'n'],
    unnumbered: ['', 'New', 'u', date, written],
    undated: [number, 'New', 'u', '30/2/2016 00:00', written],
    open: [number, 'New', '"u', date, 'n'],
    stray: [number, 'New', 'u', date, 'n"n'],
    'quoted short': [number, date, written],
  };
  return cells[kind].join(between);
}

function goodOf(samples: readonly Sample[]): readonly (readonly [string, string])[] {
  return samples.flatMap(({ kind, note: text }, i) =>
    kind === 'good' ? [[`INC${String(i)}`, text] as const] : [],
  );
}

async function linesIn(parts: readonly string[]): Promise<readonly { text: string; end: string }[]> {
  const lines: { text: string; end: string }[] = [];
  for await (const { text, end } of linesOf(inTurn(parts))) lines.push({ text, end });
  return lines;
}

async function* inTurn(parts: readonly string[]): AsyncGenerator<string> {
  for (const part of parts) yield await Promise.resolve(part);
}
