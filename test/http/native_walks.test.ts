import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../../common/native_space.js';
import type { JsonObject } from '../../server/domain/json.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';

const WRITERS = 8;
/** What each has written before a walk begins, and how long it waits between two commits from then on. */
const FIRST = 10;
const PAUSE_MS = 30;

const OF_A_RECORD = ['limit=3', 'limit=7&order=asc', 'limit=2&types=field&fields=title', 'limit=5&q=t1'];
const OF_A_SPACE = ['limit=20', 'limit=50&types=created&types=items', 'limit=30&q=t1'];

/** One for each walk, so that none goes through what was written during another. */
const SPACES = [...OF_A_RECORD, ...OF_A_SPACE, ...OF_A_SPACE].map((_, i) => `w${String(i)}`);

describe('walks by next while 8 writers commit (N3.1, N4, N18)', function () {
  this.timeout(120_000);
  let host: TestHost;
  const unused = [...SPACES];
  before(async () => {
    host = await startAlertHost({ config: { spaces: SPACES.map((id) => ({ id, name: id })) } });
  });
  after(() => host.stop());

  /** Walks in a space of its own in which everybody writes all the time. */
  async function whileWriting(walk: (client: NativeClient) => Promise<void>): Promise<void> {
    const space = unused.pop() ?? 'default';
    const stopped = new AbortController();
    const begun: Promise<void>[] = [];
    const ended = Array.from({ length: WRITERS }, async (_, i) => {
      const steps = writing({ space, kind: 'alert', id: `r-${String(i)}` }, stopped.signal);
      const first = steps.next();
      begun.push(first.then(() => undefined));
      await first;
      await steps.next();
    });
    try {
      await Promise.all(begun);
      await walk(new NativeClient(host, undefined, space));
    } finally {
      stopped.abort();
      await Promise.all(ended);
    }
  }

  /** Yields once there is something to walk through. */
  async function* writing(
    subject: { space: string; kind: string; id: string },
    stopped: AbortSignal,
  ): AsyncGenerator<void, void> {
    let before: JsonObject | undefined;
    for (let n = 0; !stopped.aborted; n += 1) {
      const after = { title: `T${String(n)}`, tags: [String(n % 7)] };
      await recordChange(host, before, after, { subject });
      before = after;
      if (n === FIRST) yield;
      if (n >= FIRST) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  const nameOf = ({ record, seq }: NativeEntry): string => `${record.id} ${String(seq)}`;

  /** Every entry of the start once, and none twice. */
  function expectCovered(start: readonly string[], walked: readonly NativeEntry[]): void {
    const names = walked.map(nameOf);
    const known = new Set(names);
    expect(known).to.have.property('size', names.length);
    expect(start).to.not.deep.equal([]);
    expect(start.filter((name) => !known.has(name))).to.deep.equal([]);
  }

  for (const query of OF_A_RECORD) {
    it(`cover the entries of a record: ${query}`, async () => {
      await whileWriting(async (client) => {
        const filter = query.replace(/limit=\d+&?/, '');
        const { entries, page } = await client.page(`?limit=500&${filter}`, 'alert/r-3');
        // Oldest first there is no end while somebody writes.
        const to = query.includes('asc') ? `&before=${String(page.head + 1)}` : '';
        const pages = await client.walk(`/records/alert/r-3/entries?${query}${to}`);
        expectCovered(entries.map(nameOf), pages.flat());
      });
    });
  }

  /** What is there now: as much of it as one page tells. */
  async function startOf(client: NativeClient, query: string): Promise<readonly string[]> {
    const filter = query.replace(/limit=\d+&?/, '');
    return (await client.read<NativeSpacePage>(`/entries?limit=200&${filter}`)).entries.map(nameOf);
  }

  for (const query of OF_A_SPACE) {
    it(`cover the entries of a space by time: ${query}`, async () => {
      await whileWriting(async (client) => {
        const start = await startOf(client, query);
        const pages = await client.walk(`/entries?${query}`);
        expectCovered(start, pages.flat());
        const times = pages.flat().map(({ at }) => at);
        expect(times).to.deep.equal([...times].sort().reverse());
      });
    });

    it(`cover the entries of a space by position: ${query}`, async () => {
      await whileWriting(async (client) => {
        const start = await startOf(client, query);
        const found: NativeEntry[] = [];
        let [next, size] = [`?${query}`, Infinity];
        for (let end = 0; end < size;) {
          const { entries, page } = await client.read<NativeLogPage>(`/log${next}`);
          found.push(...entries);
          if (size === Infinity) size = page.size;
          ({ next, end } = page);
        }
        expectCovered(start, found);
        const positions = found.map(({ position = -1 }) => position);
        expect(positions).to.deep.equal([...positions].sort((a, b) => a - b));
      });
    });
  }
});
