import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../server/index.js';
import { recordSteps } from '../../bin/import/record_steps.js';
import { ImportReport } from '../../bin/import/import_report.js';
import type { MappedRow, RowMapper } from '../../bin/import/rows/row_mapper.js';
import { sortedRows } from '../../bin/import/rows/row_order.js';
import type { StoredRow } from '../../bin/import/rows/row_store.js';
import { RowStore } from '../../bin/import/rows/row_store.js';
import { storedRecords } from '../../bin/import/rows/stored_records.js';

const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
const name = fc.constantFrom('x', 'y', '__proto__');

describe('the rows of a file that is imported', () => {
  it('are kept as they are, those of a record together and in their order', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r', '\u2028', '\u2029', '\\', '😀') });
    const row = fc.tuple(fc.constantFrom('A', 'B', '__proto__', '\u2028'), fc.array(text));
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const store = await RowStore.make();
        try {
          for (const [line, [id, values]] of rows.entries()) await store.add(id, { file: 0, line, values });
          const found: StoredRow[] = [];
          for await (const part of store.parts()) {
            const ofPart: StoredRow[] = [];
            for await (const stored of part) ofPart.push(stored);
            expect(ofPart).to.deep.equal(ofPart.toSorted((a, b) => a.line - b.line));
            found.push(...ofPart);
          }
          expect(found.toSorted((a, b) => a.line - b.line)).to.deep.equal(
            rows.map(([, values], line) => ({ file: 0, line, values })),
          );
        } finally {
          await store.remove();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are sorted by columns, numbers as numbers and before texts, and stay where they tie', () => {
    const orders = ['10', 'x', '9', '-1.5', '', '9', 'X'].map((text, line) => rowOf(line, [text]));
    expect(sortedRows(orders).map(({ line }) => line)).to.deep.equal([3, 2, 5, 0, 4, 6, 1]);
    const times = [3, 1, 2, 1].map((at, line) => ({ ...rowOf(line, []), at }));
    expect(sortedRows(times).map(({ line }) => line)).to.deep.equal([1, 3, 2, 0]);
  });

  it('fail as a record where there are more of them than are held in memory, and others do not', async () => {
    const store = await RowStore.make();
    const report = new ImportReport();
    try {
      for (let line = 2; line <= 50_002; line += 1) await store.add('A', { file: 0, line, values: ['A'] });
      await store.add('B', { file: 0, line: 50_003, values: ['B'] });
      const mapper: RowMapper = ({ line, values: [id = ''] }) => ({ ...rowOf(line, []), id });
      const found: string[] = [];
      for await (const { id } of storedRecords(store, [{ name: 'a.csv', mapper }], report)) found.push(id);
      expect(found).to.deep.equal(['B']);
      const [warning] = report.warningLines();
      expect(warning).to.match(/^a\.csv:2: the record has more than 50000 rows/);
      expect(JSON.parse(report.asJson({}, 'complete'))).to.deep.include({
        skipped: 50_001,
        records: { recorded: 0, identical: 0, differs: 0, failed: 1, total: 1 },
      });
    } finally {
      await store.remove();
    }
  });

  it('make steps each of which begins where the one before has ended', () => {
    const states = fc.array(fc.array(fc.tuple(name, fc.constantFrom('a', 'b'))));
    fc.assert(
      fc.property(states, (all) => {
        const rows = all.map((state, i) => ({ ...rowOf(i, []), content: { state: new Map(state) } }));
        const end = expectJoined(rows);
        const last = all.at(-1);
        expect(end).to.deep.equal(last && Object.fromEntries(new Map(last)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ field: name, old: value, new: value })), (changes) => {
        const end = new Map(Object.entries(expectJoined(changes.map(changeRow)) ?? {}));
        for (const { field, new: after } of new Map(changes.map((one) => [one.field, one])).values()) {
          expect(end.get(field)).to.equal(after);
        }
      }),
    );
  });

  it('are told of where they say another value before', () => {
    const rows = [
      { field: 'x', old: 'a', new: 'b' },
      { field: 'x', old: 'b', new: 'c' },
      { field: 'x', old: 'b', new: 'c' },
      { field: 'x', old: undefined, new: 'd' },
    ].map(changeRow);
    const steps = [...recordSteps(rows)];
    expect(steps.map(({ position, stale, entries }) => [position, stale, entries])).to.deep.equal([
      [0, false, 2],
      [1, false, 1],
      [2, true, 0],
      [3, false, 1],
    ]);
  });
});

/** Checks that steps follow from each other, and answers the state that they lead to. */
function expectJoined(rows: readonly MappedRow[]): JsonObject | undefined {
  let state: JsonObject | undefined;
  for (const { before, after } of recordSteps(rows)) {
    for (const [key, old] of Object.entries(state === undefined ? {} : (before ?? {}))) {
      expect(new Map(Object.entries(state ?? {})).get(key)).to.equal(old);
    }
    const kept = Object.entries(state ?? {}).filter(([key]) => !Object.hasOwn(before ?? {}, key));
    state = Object.fromEntries([...kept, ...Object.entries(after)]);
  }
  return state;
}

function changeRow(
  content: { field: string; old: string | undefined; new: string | undefined },
  line: number,
) {
  return { ...rowOf(line, []), content };
}

function rowOf(line: number, order: readonly string[]): MappedRow {
  return { line, order, id: 'A', at: 0, actor: { kind: 'system' }, content: { state: new Map() } };
}
