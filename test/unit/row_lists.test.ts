import { expect } from 'chai';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { TimeWindow } from '../../server/domain/log/space_log.js';
import { rowsByPosition } from '../../server/services/history/rows_by_position.js';
import { rowsByTime } from '../../server/services/history/rows_by_time.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { allRows, appendSealed } from '../support/log.js';
import { aChange, anActor, aSubject } from '../support/records.js';
import { onOwnStore } from '../support/space_histories.js';

const OWNERS = ['a', 'b', 'c'];
const PER_OWNER = 600;
const SIZE = OWNERS.length * PER_OWNER;
const OF = OWNERS.map((owner) => ({ owner }));

/** Entries of three owners, all of one time. */
async function fill(store: ActivityStore): Promise<void> {
  for (const owner of OWNERS) {
    const changes = Array.from({ length: PER_OWNER }, (_, i) => aChange(String(i)));
    await appendSealed(store, aSubject({ id: owner }), {
      owner,
      changes,
      actor: anActor({ username: owner }),
    });
  }
  await store.log.catchUp('default');
}

/** The log, and how many rows were read of it. */
function counting(store: ActivityStore) {
  const counted = { rows: 0, reads: 0 };
  const byTime = async (space: string, window: TimeWindow) => {
    const rows = await store.log.byTime(space, window);
    counted.rows += rows.length;
    counted.reads += 1;
    return rows;
  };
  return { counted, log: { byTime } };
}

describe('rows of several lists', () => {
  it('are read as they are asked for, and each once', () =>
    onOwnStore(async (store) => {
      await fill(store);
      const { counted, log } = counting(store);
      const positions: number[] = [];
      let before = 0;
      for await (const batch of rowsByTime(log, 'default', { of: OF, order: 'asc', limit: 10 })) {
        expect(batch.length).to.be.above(0);
        expect(counted.rows - before).to.be.below(10 * 3 + 1_000);
        if (positions.length === 0) expect(counted).to.deep.equal({ rows: 30, reads: 3 });
        before = counted.rows;
        positions.push(...batch.map(({ position }) => position));
      }
      expect(positions).to.deep.equal(Array.from({ length: SIZE }, (_, i) => i));
      expect(counted.rows).to.equal(SIZE);
      // Portions grow: ten rows each time would have taken 180.
      expect(counted.reads).to.be.below(30);
    }));

  it('come once although two lists have them', () =>
    onOwnStore(async (store) => {
      await fill(store);
      const of = [...OF, ...OWNERS.map((name) => ({ actorKey: actorKeyOf(name) }))];
      for (const order of ['asc', 'desc'] as const) {
        const positions: number[] = [];
        for await (const batch of rowsByTime(store.log, 'default', { of, order, limit: 7 })) {
          positions.push(...batch.map(({ position }) => position));
        }
        const expected = Array.from({ length: SIZE }, (_, i) => i);
        expect(positions).to.deep.equal(order === 'asc' ? expected : expected.reverse());
      }
    }));

  it('are none of lists that are empty, and of no lists', () =>
    onOwnStore(async (store) => {
      await fill(store);
      for (const of of [[], [{ owner: 'nobody' }, { actorKey: 'x' }]]) {
        const question = { of, order: 'asc', limit: 5 } as const;
        for await (const batch of rowsByTime(store.log, 'default', question))
          expect(batch).to.equal(undefined);
      }
    }));

  it('by position come in portions of bounded size', () =>
    onOwnStore(async (store) => {
      await fill(store);
      const sizes: number[] = [];
      const rows: unknown[] = [];
      for await (const portion of rowsByPosition(store.log, 'default', { start: 3, end: SIZE }, 1_000)) {
        sizes.push(portion.length);
        rows.push(...portion);
      }
      expect(rows).to.deep.equal((await allRows(store, 'default')).slice(3));
      expect(Math.max(...sizes)).to.equal(500);
    }));
});
