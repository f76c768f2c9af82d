import { expect } from 'chai';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../../common/native_space.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const OWNERS = ['securitySolution', 'observability'] as const;
const KINDS = ['alert', 'incident'] as const;
const RECORDS = 6;

atMounts('the entries of a space by time and by position (N4.1, N4.2)', () => {
  let host: TestHost;
  let client: NativeClient;
  /** Of all records the first entries, then the second ones, a minute apart; two at the same time each. */
  before(async () => {
    let minutes = 0;
    host = await startAlertHost({
      clock: () => new Date(Date.parse('2026-03-04T10:00:00Z') + Math.floor(minutes / 2) * 60_000),
    });
    for (const states of [
      [undefined, { title: 'T' }],
      [{ title: 'T' }, { title: 'U', status: 'open' }],
    ] as const) {
      for (let i = 0; i < RECORDS; i += 1) {
        const subject = { space: 'default', kind: KINDS[i % 2] ?? 'alert', id: `r${String(i)}` };
        const owner = OWNERS[i % 3 === 0 ? 1 : 0];
        const actor = { kind: 'user', username: i < 3 ? 'ana' : 'bob' } as const;
        await recordChange(host, states[0], states[1], { subject, owner, actor });
        minutes += 1;
      }
    }
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const named = (entries: readonly NativeEntry[]): string[] =>
    entries.map(({ record, seq }) => `${record.id}.${String(seq)}`);

  it('are the newest first by time, then by the number of their record, with how far was looked', async () => {
    const { entries, page } = await client.read<NativeSpacePage>('/entries');
    expect(named(entries).slice(0, 4)).to.deep.equal(['r5.3', 'r5.2', 'r4.3', 'r4.2']);
    expect(entries).to.have.length(3 * RECORDS);
    expect(page).to.deep.equal({ complete: true, oldestScanned: '2026-03-04T10:00:00.000Z' });
    const oldest = await client.read<NativeSpacePage>('/entries?order=asc');
    expect(named(oldest.entries)).to.deep.equal(named(entries).reverse());
  });

  it('lead on by a cursor, in either order, each once', async () => {
    for (const order of ['asc', 'desc']) {
      const { entries } = await client.read<NativeSpacePage>(`/entries?order=${order}`);
      const response = await client.send('get', `/entries?order=${order}&limit=4`);
      const { next = '' } = (response.body as NativeSpacePage).page;
      expect(next).to.match(new RegExp(`^\\?order=${order}&limit=4&cursor=[A-Za-z0-9_-]{1,200}$`));
      expect(response.headers['link']).to.equal(`<${next}>; rel="next"`);
      const pages = await client.walk(`/entries?order=${order}&limit=4`);
      expect(pages.flat()).to.deep.equal(entries);
    }
  });

  it('are the same by position, with that, and lead on for ever', async () => {
    const { entries, page } = await client.read<NativeLogPage>('/log');
    expect(entries.map(({ position }) => position)).to.deep.equal([...Array(3 * RECORDS).keys()]);
    expect(Object.keys(entries[0] ?? {})[0]).to.equal('position');
    expect(page).to.deep.equal({
      ...{ size: 18, start: 0, end: 18, complete: true, next: '?start=18' },
    });
    const part = await client.send('get', '/log?limit=5&start=2&types=field');
    const { entries: some, page: rest } = part.body as NativeLogPage;
    expect(some).to.have.length(5);
    expect(rest.end).to.equal((some.at(-1)?.position ?? 0) + 1);
    expect(rest.next).to.equal(`?limit=5&types=field&start=${String(rest.end)}`);
    expect(part.headers['link']).to.equal(`<${rest.next}>; rel="next"`);
    const end = await client.read<NativeLogPage>('/log?start=18');
    expect(end).to.deep.equal({ entries: [], page: { ...page, start: 18 } });
    expect((await client.read<NativeLogPage>('/log?start=100')).page).to.include({
      end: 100,
      next: '?start=100',
    });
  });

  for (const [query, count] of [
    ['types=created', 6],
    ['types=field&fields=status', 6],
    ['kinds=alert', 9],
    ['kinds=alert&kinds=incident', 18],
    ['kinds=nothing', 0],
    ['owners=observability', 6],
    ['owners=observability&kinds=incident', 3],
    ['actors=ana', 9],
    ['actors=ana&actors=bob&types=created', 6],
    ['actors=an', 0],
    ['actorKinds=user', 18],
    ['actorKinds=system', 0],
    ['from=2026-03-04T10:03:00Z', 12],
    ['to=2026-03-04T10:03:00Z', 6],
    ['from=2026-03-04T10:01:00Z&to=2026-03-04T10:02:00Z', 2],
    ['q=open', 6],
    ['q=R3', 3],
    ['q=bob+r4+open', 1],
    ['types=statement', 0],
  ] as const) {
    it(`match ${query}`, async () => {
      const { entries } = await client.read<NativeSpacePage>(`/entries?${query}`);
      expect(entries).to.have.length(count);
      const logged = await client.read<NativeLogPage>(`/log?${query}`);
      const places = new Set(named(entries));
      expect(new Set(named(logged.entries))).to.deep.equal(places);
      expect(logged.page).to.include({ size: 18, complete: true });
    });
  }

  it('are those of the space that the path names', async () => {
    const other = new NativeClient(host, undefined, 'default');
    expect((await other.read<NativeSpacePage>('/entries')).entries).to.have.length(18);
  });

  it('are not to be had without a log', async () => {
    const without = await startAlertHost({ config: { log: false } });
    await recordChange(without, undefined, { title: 'T' });
    const reader = new NativeClient(without);
    for (const path of ['/entries', '/log']) await reader.refused(path, 404, 'LOG_DISABLED');
    expect((await reader.page()).entries).to.have.length(1);
    await without.stop();
  });
});
