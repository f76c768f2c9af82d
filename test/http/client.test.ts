import { expect } from 'chai';
import { HistoryClient, HistoryProblem } from '../../client/index.js';
import type { NativeEntry } from '../../common/native.js';
import { BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { recordChange } from '../support/native.js';

const ENTRIES = 12;

atMounts('the client of histories', () => {
  let host: TestHost;
  let client: HistoryClient;
  before(async () => {
    host = await startAlertHost({ config: { spaces: [{ id: 'other', name: 'Other' }] } });
    for (let i = 0; i < ENTRIES; i += 1) {
      await recordChange(host, i === 0 ? undefined : { n: i - 1 }, { n: i });
    }
    await recordChange(host, undefined, { n: 0 }, { subject: { space: 'default', kind: 'x/y', id: 'ä ?#' } });
    client = new HistoryClient({ url: `${host.url}/`, headers: headersOf(BOSS) });
  });
  after(() => host.stop());

  async function all<T>(some: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const one of some) found.push(one);
    return found;
  }
  const seqs = (entries: readonly NativeEntry[]): readonly number[] => entries.map(({ seq }) => seq);

  it('goes through the entries of a record, whatever the pages', async () => {
    const record = client.record('alert', 'a-1');
    const wanted = Array.from({ length: ENTRIES }, (_, i) => ENTRIES - i);
    expect(seqs(await all(record.entries()))).to.deep.equal(wanted);
    expect(seqs(await all(record.entries({ limit: 5 })))).to.deep.equal(wanted);
    const pages = await all(record.pages({ limit: 5, order: 'asc', after: 1 }));
    expect(pages.map(({ entries }) => entries.length)).to.deep.equal([5, 5, 1]);
    expect(pages[0]?.page.total).to.equal(ENTRIES);
  });

  it('asks for what is wanted: lists, times, words, and what is shown', async () => {
    const record = client.record('alert', 'a-1');
    const entries = await all(record.entries({ types: ['created', 'field'], fields: ['n'], include: [] }));
    expect(entries).to.have.length(ENTRIES - 1);
    expect(entries[0]).to.not.have.any.keys('text', 'ago');
    expect(await all(record.entries({ to: new Date(0) }))).to.deep.equal([]);
    expect(seqs(await all(record.entries({ q: 'garcía', from: '2026-01-01', limit: 3 })))).to.have.length(
      ENTRIES,
    );
  });

  it('reads a record, one entry, a state and a difference', async () => {
    const record = client.record('alert', 'a-1');
    expect(await record.summary()).to.include({ head: ENTRIES, deleted: false });
    expect(await record.entry(2)).to.deep.include({ seq: 2, change: { field: 'n', before: 0, after: 1 } });
    expect((await record.state({ at: 3 })).state).to.deep.equal({ n: 2 });
    expect((await record.state()).seq).to.equal(ENTRIES);
    expect((await record.diff({ from: 1, to: 3 })).changes).to.deep.equal([
      { field: 'n', before: 0, after: 2 },
    ]);
    const odd = await all(client.record('x/y', 'ä ?#').entries());
    expect(odd.map(({ record: { kind, id } }) => [kind, id])).to.deep.equal([['x/y', 'ä ?#']]);
  });

  it('goes through a space by time, and by position up to the end that there is', async () => {
    expect(await all(client.entries({ limit: 4 }))).to.have.length(ENTRIES + 1);
    expect(await all(client.entries({ kinds: ['x/y'] }))).to.have.length(1);
    const pages = await all(client.log({ limit: 5, start: 2 }));
    const positions = pages.flatMap(({ entries }) => entries.map(({ position }) => position));
    expect(positions).to.deep.equal(Array.from({ length: ENTRIES - 1 }, (_, i) => i + 2));
    expect(await all(client.log({ start: pages.at(-1)?.page.end }))).to.have.length(1);
    const other = new HistoryClient({ url: host.url, space: 'other', headers: headersOf(BOSS) });
    expect(await all(other.entries())).to.deep.equal([]);
  });

  it('goes on in a space where a page said', async () => {
    const [first] = await all(client.pages({ limit: 4 }));
    const cursor = new URLSearchParams(first?.page.next).get('cursor') ?? undefined;
    expect(await all(client.entries({ limit: 4, cursor }))).to.have.length(ENTRIES + 1 - 4);
  });

  it('reads the figures of a record and of a space', async () => {
    const figures = await client.record('alert', 'a-1').statistics({ field: 'n', timeZone: 'Europe/Madrid' });
    expect(figures).to.deep.include({ total: ENTRIES, byType: { created: 1, field: ENTRIES - 1 } });
    expect(figures.timeIn.values).to.have.length(ENTRIES);
    const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    const space = await client.statistics({ from, to, kinds: ['alert'], bucket: 'day' });
    expect(space).to.include({ entries: ENTRIES });
  });

  it('tells in the language that is wanted', async () => {
    const french = new HistoryClient({ url: host.url, headers: headersOf(BOSS), locale: 'fr' });
    expect((await french.record('alert', 'a-1').entry(1)).text).to.equal('Créé');
  });

  it('throws what is refused, with its code and all faults', async () => {
    const refused = async (asked: Promise<unknown>): Promise<HistoryProblem> => {
      const error = await asked.catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(HistoryProblem);
      return error as HistoryProblem;
    };
    const missing = await refused(client.record('alert', 'none').summary());
    expect(missing).to.include({
      status: 404,
      code: 'RECORD_NOT_FOUND',
      message: 'There is no such record.',
    });
    expect(missing.requestId).to.match(/^[\w.-]+$/);
    const invalid = await refused(all(client.record('alert', 'a-1').entries({ limit: 0, after: -1 })));
    expect(invalid).to.include({ status: 400, code: 'INVALID_REQUEST' });
    expect(invalid.errors.map(({ parameter }) => parameter)).to.have.members(['limit', 'after']);
    const nobody = await refused(new HistoryClient({ url: host.url }).record('alert', 'a-1').entry(1));
    expect(nobody).to.include({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('asks for a token before each request', async () => {
    const sent: (string | null)[] = [];
    const tokens = ['one', undefined, 'two'];
    const asking = new HistoryClient({
      url: host.url,
      headers: headersOf(BOSS),
      getToken: () => Promise.resolve(tokens.shift()),
      fetch: (input, init) => {
        sent.push(new Headers(init?.headers).get('authorization'));
        return fetch(input, init);
      },
    });
    expect(await all(asking.record('alert', 'a-1').pages({ limit: 5 }))).to.have.length(3);
    expect(sent).to.deep.equal(['Bearer one', null, 'Bearer two']);
  });
});
