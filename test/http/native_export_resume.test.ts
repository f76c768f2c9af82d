import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntry } from '../../common/native.js';
import { startAlertHost } from '../support/casebender.js';
import { exportFile, linesOf } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { recordChange } from '../support/native.js';

const RUNS = process.env['MONGODB_URI'] === undefined ? 20 : 5;
const RECORDS = 3;
const CHANGES = 20;

describe('an export that was cut off (N8, N18)', function () {
  this.timeout(120_000);
  let host: TestHost;
  before(async () => {
    host = await startAlertHost();
    let before: Record<string, string | string[]> | undefined;
    for (let i = 0; i < CHANGES; i += 1) {
      const after = { title: `Ärger ${String(i)} 😀`, tags: ['x'.repeat(i % 7)] };
      for (let r = 0; r < RECORDS; r += 1) {
        const subject = { space: 'default', kind: 'alert', id: `a-${String(r)}` };
        await recordChange(host, before, after, { subject });
      }
      before = after;
    }
  });
  after(() => host.stop());

  /** Where to go on behind the last whole line of an entry; from the beginning where there is none. */
  function behind(lines: readonly string[], parameter: 'start' | 'after', from: number): number {
    const last = lines.at(-1);
    if (last === undefined) return from;
    const { position = 0, seq } = JSON.parse(last) as NativeEntry;
    return parameter === 'start' ? position + 1 : seq;
  }

  for (const [what, path, parameter, filter] of [
    ['a record', '/records/alert/a-1/entries.ndjson', 'after', ''],
    ['some of a record', '/records/alert/a-1/entries.ndjson', 'after', '&fields=title'],
    ['a space', '/entries.ndjson', 'start', '&kinds=alert'],
    ['some of a space', '/entries.ndjson', 'start', '&kinds=alert&q=a-2'],
  ] as const) {
    it(`is joined by what follows its last whole line, byte by byte: ${what}`, async () => {
      const ask = async (from: number): Promise<Buffer> =>
        Buffer.from((await exportFile(host, `${path}?${parameter}=${String(from)}${filter}`)).text);
      const whole = linesOf((await ask(0)).toString()).lines;
      expect(whole.length).to.be.at.least(10);
      const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 });
      const property = fc.asyncProperty(cuts, async (fractions) => {
        const found: string[] = [];
        let from = 0;
        for (const fraction of fractions) {
          const bytes = await ask(from);
          const part = bytes.subarray(0, Math.floor(fraction * bytes.length)).toString();
          // Whatever stands behind the last line feed may be half a line, or half a character.
          const entries = part
            .split('\n')
            .slice(1, -1)
            .filter((line) => !line.startsWith('{"end"'));
          found.push(...entries);
          from = behind(entries, parameter, from);
        }
        found.push(...linesOf((await ask(from)).toString()).lines);
        expect(found).to.deep.equal(whole);
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  }
});
