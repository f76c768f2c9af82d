import { expect } from 'chai';
import { rootOf } from '../../server/domain/log/merkle.js';
import { appendSealed, soundLog } from '../support/log.js';
import { hex, plainRoot } from '../support/plain_tree.js';
import { aChange, aSubject } from '../support/records.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** The tree of a log, its checkpoints, and which logs there are. */
export function describeLogTree(fresh: FreshFixture): void {
  it(
    'has the tree and the tiles of its hashes however it grew',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      let size = 0;
      for (const step of [1, 2, 252, 1, 1, 300, 511]) {
        const changes = Array.from({ length: step }, () => aChange());
        await appendSealed(store, subject, { changes });
        await store.log.catchUp('default');
        size += step;
        expect(await soundLog(store, 'default', [subject])).to.have.length(size);
      }
      for (const [level, index] of [
        [0, 5],
        [1, 1],
        [2, 0],
        [-1, 0],
        [0, -1],
        [63, 0],
        [0, 2 ** 40],
        [0.5, 0],
      ] as const) {
        expect(
          await store.log.tile('default', level, index),
          `${String(level)}/${String(index)}`,
        ).to.have.length(0);
      }
    }),
  );

  it(
    'says when its entries were, whatever order they came in',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const years = ['2021', '2019', '2024', '2020'];
      for (const year of years) {
        await appendSealed(store, aSubject(), { at: new Date(`${year}-01-01T00:00:00.001Z`) });
        await store.log.catchUp('default');
      }
      const { size, first, last } = await store.log.head('default');
      expect(size).to.equal(4);
      expect(first?.toISOString()).to.equal('2019-01-01T00:00:00.001Z');
      expect(last?.toISOString()).to.equal('2024-01-01T00:00:00.001Z');
      expect(await store.log.head('nowhere')).to.deep.equal({
        size: 0,
        frontier: { size: 0, subtrees: [] },
      });
      expect(hex(rootOf((await store.log.head('nowhere')).frontier))).to.equal(hex(plainRoot([])));
    }),
  );

  it(
    'keeps the checkpoint of the largest tree, and of two at once one',
    onFresh(fresh, async (bench) => {
      const [store, other] = [await bench.open(), await bench.open()];
      await appendSealed(store, aSubject());
      expect(await store.log.publish('default', { size: 0, note: 'empty' })).to.equal(true);
      expect(await store.log.publish('default', { size: 0, note: 'again' })).to.equal(false);
      const note = 'here.example/default\n5\nÜ\n\n— here.example/default q+UU\n';
      expect(await store.log.publish('default', { size: 5, note })).to.equal(true);
      for (const size of [4, 5]) {
        expect(await other.log.publish('default', { size, note: 'late' })).to.equal(false);
      }
      await store.log.catchUp('default');
      await appendSealed(store, aSubject());
      await store.log.catchUp('default');
      expect((await other.log.head('default')).checkpoint).to.deep.equal({ size: 5, note });
      for (let size = 6; size < 16; size += 1) {
        const outcomes = await Promise.all(
          [store, other, store].map((one, i) => one.log.publish('default', { size, note: String(i) })),
        );
        expect(outcomes.filter(Boolean)).to.have.length(1);
        const { checkpoint } = await store.log.head('default');
        expect(checkpoint).to.deep.equal({ size, note: String(outcomes.indexOf(true)) });
      }
      expect((await store.log.head('default')).size).to.equal(2);
    }),
  );

  it(
    'names the spaces that have a log, page by page',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const spaces = [
        'a',
        'a\u0001',
        'a\u0001b',
        'a/b',
        'ab',
        'b',
        'España',
        '\u0001',
        'é',
        '案件',
        '🔥',
        '\uffff',
      ];
      for (const space of spaces) {
        await appendSealed(store, aSubject({ space }));
        await store.log.catchUp(space);
      }
      const sorted = spaces.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await store.log.spaces(undefined, 100)).to.deep.equal(sorted);
      for (const limit of [1, 5]) {
        const named: string[] = [];
        for (let page = await store.log.spaces(undefined, limit); page.length > 0;) {
          named.push(...page);
          page = await store.log.spaces(page.at(-1), limit);
        }
        expect(named).to.deep.equal(sorted);
      }
      expect(await store.log.spaces('a/', 1)).to.deep.equal(['a/b']);
      expect(await store.log.spaces('\uffff'.repeat(700), 1)).to.deep.equal(['🔥']);
      expect(await store.log.spaces('a\0', 1)).to.deep.equal(['a\u0001']);
    }),
  );
}
