import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { RecordQuery } from '../../server/domain/record_list.js';
import { MAX_SEARCHED_CASES, searchCases, wordsOf } from '../../server/services/cases/case_search.js';
import { listingOf } from '../../server/services/lists/listing_of.js';
import { openStore } from '../support/open_store.js';
import { aCreation, aSubject } from '../support/records.js';

describe('a search through as many cases as there may be (K15.5)', () => {
  let path: string;
  let store: ActivityStore;
  before(async function () {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    store = await openStore({ kind: 'embedded', path });
    for (let from = 0; from < MAX_SEARCHED_CASES; from += 500) await commit(from, 500);
  });
  after(async () => {
    await store.close();
    await rm(path, { recursive: true, force: true });
  });

  async function commit(from: number, count: number): Promise<void> {
    await store.commit(
      Array.from({ length: count }, (_, i) => {
        const state = {
          title: `Case ${String(from + i)}`,
          status: 'open',
          tags: (from + i) % 2 === 0 ? ['a'] : [],
        };
        const write = aCreation(aSubject({ kind: 'case' }), { number: from + i + 1, owner: 'cases', state });
        return { ...write, listing: listingOf(write.head) };
      }),
    );
  }

  const all: RecordQuery = {
    ...{ space: 'default', kind: 'case', audiences: ['0/0/cases'], terms: [] },
    ...{ rank: 'createdAt', order: 'asc', skip: 0, limit: 20 },
  };
  const search = { text: '99', fields: ['title'], all: false } as const;
  const seen = (heads: readonly RecordHead[]): readonly RecordHead[] => heads;

  it('finds what there is, and is refused with one case more, unless filters leave fewer', async () => {
    // Of four digits: 99 in front, in the middle or at the end; and those with less.
    const expected = Array.from({ length: MAX_SEARCHED_CASES }, (_, i) => String(i)).filter((text) =>
      text.includes('99'),
    );
    const { heads, total } = await searchCases(store, all, search, seen);
    expect(total).to.equal(expected.length);
    expect(heads.map(({ state }) => state['title'])).to.deep.equal(
      expected.slice(0, 20).map((text) => `Case ${text}`),
    );
    await commit(MAX_SEARCHED_CASES, 1);
    const error: unknown = await searchCases(store, all, search, seen).catch((reason: unknown) => reason);
    expect(error).to.include({
      code: 'INVALID_REQUEST',
      message: 'The search would have to look through 10001 cases, the most is 10000. Use more filters.',
    });
    const fewer = await searchCases(store, { ...all, terms: [['tag:a']] }, search, seen);
    expect(fewer.total).to.equal(expected.filter((text) => Number(text) % 2 === 0).length);
  });

  it('looks for each word once, in lower case', () => {
    expect(wordsOf(' A b\u00a0a\tÄ\nB ')).to.deep.equal(['a', 'b', 'ä']);
    expect(wordsOf(' ')).to.deep.equal([]);
  });
});
