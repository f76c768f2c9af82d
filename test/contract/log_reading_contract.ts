import { expect } from 'chai';
import fc from 'fast-check';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import { appendSealed, headOf, soundLog } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import {
  aLogStep,
  aQuestion,
  expectedEntries,
  loggedEntries,
  performLogStep,
  windowOf,
} from './log_model.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** What names no space. */
const UNSTORABLE = ['', 'a\0b', '\ud800', 'x'.repeat(513), 'x'.repeat(10_000)];

/** Reading a log. */
export function describeLogReading(fresh: FreshFixture): void {
  it(
    'answers rows by position as far as there are any',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      await appendSealed(store, subject, { changes: Array.from({ length: 1_203 }, () => aChange()) });
      await store.log.catchUp('default');
      const all = await soundLog(store, 'default', [subject]);
      for (const [start, end] of [
        [0, 1],
        [0, 1_203],
        [5, 1_200],
        [1_200, 9_999],
        [1_203, 2_000],
        [7, 7],
        [9, 3],
        [1e12, 2e12],
      ] as const) {
        expect(await store.log.rows('default', { start, end })).to.deep.equal(all.slice(start, end));
      }
    }),
  );

  it(
    'answers what is there by time, of an owner or an actor, after any sequence of writes',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      await fc.assert(
        fc.asyncProperty(
          fc.array(aLogStep(), { minLength: 8, maxLength: 20 }),
          fc.array(aQuestion(), { minLength: 25, maxLength: 25 }),
          async (steps, questions) => {
            const space = aSubject().id;
            for (const step of steps) await performLogStep(store, space, step);
            await store.log.catchUp(space);
            const entries = await loggedEntries(store, space);
            for (const question of questions) {
              const window = windowOf(question, entries);
              const rows = await store.log.byTime(space, window);
              expect(rows.map(({ entry }) => entry)).to.deep.equal(expectedEntries(entries, window));
              for (const row of rows) {
                const { position } = row;
                expect(await store.log.rows(space, { start: position, end: position + 1 })).to.deep.equal([
                  row,
                ]);
              }
            }
          },
        ),
        { numRuns: 12 },
      );
    }),
  ).timeout(120_000);

  it(
    'walks through a long log by time without leaving anything out',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subjects = ['a', 'b', 'c'].map((id) => aSubject({ id }));
      const changes = Array.from({ length: 700 }, () => aChange());
      for (const subject of subjects) await appendSealed(store, subject, { changes });
      await store.log.catchUp('default');
      for (const order of ['asc', 'desc'] as const) {
        const of = { actorKey: actorKeyOf('ana.garcia') };
        const seen: string[] = [];
        for (let rows = await store.log.byTime('default', { of, order, limit: 190 }); rows.length > 0;) {
          seen.push(...rows.map(({ entry }) => `${entry?.subject.id ?? ''} ${String(entry?.seq)}`));
          const after = rows.at(-1)?.entry;
          rows =
            after === undefined ? [] : await store.log.byTime('default', { of, order, limit: 190, after });
        }
        const expected = subjects.flatMap(({ id }) => changes.map((_, i) => `${id} ${String(i + 1)}`));
        expect(seen).to.deep.equal(order === 'asc' ? expected : expected.reverse());
      }
    }),
  );

  it(
    'tells the positions of part of a record',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const [subject, other] = [aSubject(), aSubject()];
      for (let i = 0; i < 6; i += 1) {
        await appendSealed(store, subject, { changes: [aChange(), aChange()] });
        await appendSealed(store, other);
        await store.log.catchUp('default');
      }
      const rows = await soundLog(store, 'default', [subject, other]);
      const own = rows.flatMap(({ entry, position }) => (entry?.subject.id === subject.id ? [position] : []));
      const head = await headOf(store, subject);
      for (const [from, to] of [
        [1, 12],
        [2, 5],
        [4, 4],
        [12, 12],
        [5, 4],
      ] as const) {
        const expected = own.slice(from - 1, to);
        expect(await store.log.positions(head, { from, to })).to.deep.equal(expected);
      }
      expect(await store.log.positions(head, { from: 11, to: 14 })).to.deep.equal([
        ...own.slice(10),
        undefined,
        undefined,
      ]);
    }),
  );

  for (const space of UNSTORABLE) {
    it(
      `has nothing in the space ${JSON.stringify(space.slice(0, 8))} of ${String(space.length)} characters`,
      onFresh(fresh, async (bench) => {
        const { log } = await bench.open();
        await log.catchUp(space);
        expect((await log.head(space)).size).to.equal(0);
        expect(await log.rows(space, { start: 0, end: 10 })).to.deep.equal([]);
        const of = { owner: 'cases' };
        expect(await log.byTime(space, { of, order: 'asc', limit: 9 })).to.deep.equal([]);
        expect(await log.tile(space, 0, 0)).to.have.length(0);
        expect(await log.publish(space, { size: 1, note: 'n' })).to.equal(false);
      }),
    );
  }

  it(
    'finds nobody by what is no actor key, and no owner that nothing belongs to',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      await appendSealed(store, aSubject());
      await store.log.catchUp('default');
      for (const actorKey of ['', 'x', '%', 'x'.repeat(10_000), '\0']) {
        expect(await store.log.byTime('default', { of: { actorKey }, order: 'asc', limit: 9 })).to.deep.equal(
          [],
        );
      }
      for (const owner of ['', 'x'.repeat(10_000), '\0', '\ud800']) {
        expect(await store.log.byTime('default', { of: { owner }, order: 'desc', limit: 9 })).to.deep.equal(
          [],
        );
      }
    }),
  );
}
