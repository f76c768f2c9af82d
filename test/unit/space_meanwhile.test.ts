import { expect } from 'chai';
import fc from 'fast-check';
import { aFilter, byTime, everything, isMeant, play, someActs } from '../support/random_space.js';
import type { Act, Known } from '../support/random_space.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceEntry } from '../../server/services/history/space_page.js';
import { appendSealed } from '../support/log.js';
import { openStore } from '../support/open_store.js';
import { aSubject } from '../support/records.js';
import { aReader, onOwnStore, spaceHistories, walkByTime, walkLog } from '../support/space_histories.js';

const OWNERS = ['cases', 'observability', 'securitySolution'];
/** Sees everything, so that nothing but erasure takes an entry away. */
const BOSS = aReader(OWNERS, { tlpClearance: 4, papClearance: 4 });
const SOME_SPACES = 15;

const aWalk = fc.record({
  acts: someActs,
  later: someActs,
  filter: aFilter,
  limit: fc.integer({ min: 1, max: 8 }),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});

const nameOf = ({ entry }: { readonly entry: SpaceEntry['entry'] }): string => entry.id;

describe('a walk through the history of a space', function () {
  this.timeout(120_000);

  /** Does the next of the acts after each page, while the page after it is read. */
  function playing(store: ActivityStore, acts: readonly Act[]) {
    const waiting = [...acts];
    const running: Promise<unknown>[] = [];
    const between = async (): Promise<void> => {
      // What erases or continues a record has to see what the one before has done.
      await running.at(-1);
      const act = waiting.shift();
      if (act !== undefined) running.push(play(store, act));
    };
    return { between, ended: () => Promise.all(running) };
  }

  /** Of what was meant before the walk and is there after it, each once and in order; nothing else twice. */
  async function expectWalked(
    store: ActivityStore,
    meant: readonly Known[],
    walked: readonly SpaceEntry[],
  ): Promise<void> {
    const standing = new Set((await everything(store)).map(nameOf));
    const expected = meant.map(nameOf).filter((name) => standing.has(name));
    const names = walked.map(nameOf);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.filter((name) => expected.includes(name))).to.deep.equal(expected);
  }

  it('by time meets what was there at its beginning once, while others write and erase', () =>
    fc.assert(
      fc.asyncProperty(aWalk, ({ acts, later, ...input }) =>
        onOwnStore(async (store) => {
          for (const act of acts) await play(store, act);
          const known = byTime(await everything(store), input.order);
          const meant = known.filter((one) => isMeant(one, BOSS, input.filter));
          const { histories } = spaceHistories(store);
          const { between, ended } = playing(store, later);
          const walked = await walkByTime(histories, BOSS, input, between);
          await ended();
          await expectWalked(store, meant, walked);
        }),
      ),
      { numRuns: SOME_SPACES },
    ));

  it('by position meets all that is there when it comes to the end, while others write and erase', () =>
    fc.assert(
      fc.asyncProperty(aWalk, ({ acts, later, filter, limit }) =>
        onOwnStore(async (store) => {
          for (const act of acts) await play(store, act);
          const { histories } = spaceHistories(store);
          const { between, ended } = playing(store, later);
          const walked = [...(await walkLog(histories, BOSS, { filter, limit, start: 0 }, between))];
          await ended();
          const known = await everything(store);
          // What came behind the end is polled for.
          const start = 1 + (walked.at(-1)?.position ?? -1);
          walked.push(...(await walkLog(histories, BOSS, { filter, limit, start })));
          const positions = walked.map(({ position }) => position);
          expect(positions).to.deep.equal([...new Set(positions)].sort((a, b) => a - b));
          const meant = known.filter((one) => isMeant(one, BOSS, filter));
          await expectWalked(store, meant, walked);
        }),
      ),
      { numRuns: SOME_SPACES },
    ));

  it('knows what was acknowledged before it began, whoever has written it', () =>
    onOwnStore(async (store, path) => {
      const other = await openStore({ kind: 'embedded', path });
      const { histories } = spaceHistories(store);
      for (let round = 0; round < 6; round += 1) {
        const { seq } = await appendSealed(round % 2 === 0 ? other : store, aSubject({ id: 'one' }));
        const { entries } = await histories.byTime(BOSS, { filter: {}, order: 'desc', limit: 1 });
        expect(entries[0]?.entry.seq).to.equal(seq);
        const page = await histories.log(BOSS, { filter: {}, start: round, limit: 9 });
        expect(page.entries.map(({ entry }) => entry.seq)).to.deep.equal([seq]);
      }
      await other.close();
    }));
});
