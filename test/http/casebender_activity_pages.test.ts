import { expect } from 'chai';
import type { AlertActivity } from '../../common/casebender.js';
import { AlertClient, BOSS, linkOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';

const LENGTH = 1_000;
/** Entries that one change of custom fields writes. */
const AT_ONCE = 50;
const KEYS = ['id', 'action', 'username', 'userImage', 'body', 'timeAgo', 'fieldName'];

describe('the pages of 1,000 activities (C2.2, C2.3, C2.4)', function () {
  let host: TestHost;
  let boss: AlertClient;
  let id: string;
  let path: string;
  /** Newest first. */
  let ids: readonly number[];
  let arrived = 0;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    const { id: made, tiny_id: number } = await boss.create();
    id = made;
    path = `/alerts/${id}/activities`;
    let length = 1;
    for (; length + AT_ONCE <= LENGTH; length += AT_ONCE) {
      const fields = Array.from({ length: AT_ONCE }, (_, i) => [`k${String(i)}`, length] as const);
      await boss.patch(id, { custom_fields: Object.fromEntries(fields) });
    }
    for (; length < LENGTH; length += 1) await boss.patch(id, { title: `title ${String(length)}` });
    ids = Array.from({ length: LENGTH }, (_, i) => number * 2 ** 20 + LENGTH - i);
  });
  after(() => host.stop());

  /** The activities of the pages from this one on, as the links of that relation lead; each is full but the last. */
  async function walk(query: string, relation: 'next' | 'prev', limit: number): Promise<AlertActivity[][]> {
    const pages: AlertActivity[][] = [];
    for (let at: string | undefined = query; at !== undefined;) {
      const page = await boss.get(path + at);
      expect(page.status, page.text).to.equal(200);
      expect(page.headers['x-total-count']).to.equal(String(LENGTH));
      expect(linkOf(page, 'last')).to.contain(
        `page=${String(Math.ceil(LENGTH / limit))}&limit=${String(limit)}&`,
      );
      pages.push((page.body as { data: AlertActivity[] }).data);
      at = linkOf(page, relation);
    }
    expect(pages).to.have.length(Math.ceil(LENGTH / limit));
    return pages;
  }
  const idsOf = (pages: readonly AlertActivity[][]): number[] => pages.flat().map((item) => item.id);

  /** Adds entries one after the other until the work is done; answers what it resolves with. */
  async function whileOthersArrive<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = work.finally(() => (done = true));
    end.catch(() => undefined);
    // Read anew each time: it changes while the entry is written.
    for (const isDone = (): boolean => done; !isDone(); arrived += 1) {
      await boss.patch(id, { title: `later ${String(arrived)}` });
    }
    return end;
  }

  for (const limit of [33, 100]) {
    it(`of ${String(limit)} each have every activity once, newest first, wherever one begins`, async () => {
      const start = `?limit=${String(limit)}&as_of=${String(ids[0])}`;
      const pages = await walk(start, 'next', limit);
      expect(idsOf(pages)).to.deep.equal(ids);
      for (const item of pages.flat()) expect(Object.keys(item)).to.deep.equal(KEYS);
      const last = linkOf(await boss.get(path + start), 'last') ?? '';
      expect(idsOf((await walk(last, 'prev', limit)).reverse())).to.deep.equal(ids);
    });
  }

  it('have every activity of the first moment once while new ones arrive', async () => {
    const pages = await whileOthersArrive(walk(`?limit=20&as_of=${String(ids[0])}`, 'next', 20));
    expect(arrived).to.be.above(0);
    expect(idsOf(pages)).to.deep.equal(ids);
  });

  it('begin with the newest of the moment at which they are asked for', async () => {
    const page = await boss.get(`${path}?limit=20`);
    const newest = (ids[0] ?? 0) + arrived;
    expect(page.headers['x-total-count']).to.equal(String(LENGTH + arrived));
    expect(idsOf([(page.body as { data: AlertActivity[] }).data])).to.deep.equal(
      Array.from({ length: 20 }, (_, i) => newest - i),
    );
    expect(linkOf(page, 'next')).to.equal(`?page=2&limit=20&as_of=${String(newest)}`);
  });
});
