import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage } from '../../common/native_space.js';
import type { Activity, Actor, Change } from '../../server/domain/activity.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { keptHistory } from '../support/kept_history.js';
import { isMeant } from '../support/naive_filter.js';
import { NativeClient, recordChange } from '../support/native.js';
import { openStore } from '../support/open_store.js';
import { aChange, aSubject } from '../support/records.js';

const PEOPLE: readonly Actor[] = [
  { kind: 'user', username: 'ana.garcia', fullName: 'Ana García', email: 'ana@example.com' },
  { kind: 'user', username: 'luis', fullName: 'Luis Pérez' },
  { kind: 'system', username: 'Mail gateway' },
  { kind: 'anonymous' },
];
const some = <T>(...values: readonly T[]): fc.Arbitrary<readonly T[] | undefined> =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), { nil: undefined });
const filters = fc.record({
  types: some<Change['type']>('created', 'field', 'items', 'comment', 'deleted'),
  fields: some('title', 'tags', 'severity', 'none'),
  actors: some('ana.garcia', 'luis', 'Mail gateway', 'nobody'),
  actorKinds: some<Actor['kind']>('user', 'system', 'anonymous', 'key'),
  q: fc.option(fc.constantFrom('GARCÍA', 'perez t3', 'ana@', 'r-1', 'Título', 'zzz', '3'), {
    nil: undefined,
  }),
});

describe('filters and search, of a record and of a space (N5.1, N5.2)', function () {
  this.timeout(120_000);
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost();
    client = new NativeClient(host);
    for (const id of ['r-1', 'r-2', 'r-3']) {
      let before: { title: string; tags: string[]; severity?: string } | undefined;
      for (let n = 0; n < 12; n += 1) {
        const after = {
          title: `Título T${String(n)}`,
          tags: [String(n % 3)],
          severity: n % 4 < 2 ? 'low' : 'high',
        };
        const actor = PEOPLE[(n + Number(id.at(-1))) % PEOPLE.length] ?? { kind: 'anonymous' };
        await recordChange(host, before, after, { subject: { space: 'default', kind: 'alert', id }, actor });
        before = after;
      }
    }
  });
  after(() => host.stop());

  async function log(query: string): Promise<readonly NativeEntry[]> {
    const found: NativeEntry[] = [];
    for (let next = `?start=0${query}`, isMore = true; isMore;) {
      const { entries, page } = await client.read<NativeLogPage>(`/log${next}`);
      found.push(...entries);
      next = page.next;
      isMore = page.end < page.size;
    }
    return found;
  }

  it('leave just what matches all of them, one value of each', async () => {
    const whole = (await client.walk('/entries?limit=200&include=')).flat();
    expect(whole).to.have.length.above(100);
    const property = fc.asyncProperty(filters, fc.integer({ min: 1, max: 60 }), async (filter, limit) => {
      const query = `&limit=${String(limit)}${queryOf(filter)}`;
      const wanted = whole.filter((entry) => isMeant(activityOf(entry), filter)).map(nameOf);
      const byTime = (await client.walk(`/entries?include=${query}`)).flat();
      expect(byTime.map(nameOf)).to.deep.equal(wanted);
      expect((await log(query)).map(nameOf))
        .to.have.members(wanted)
        .and.have.length(wanted.length);
      const ofRecord = (await client.walk(`/records/alert/r-2/entries?order=asc${query}`)).flat();
      const own = wanted.filter((name) => name.startsWith('r-2 ')).reverse();
      expect(ofRecord.map(nameOf)).to.deep.equal(own);
    });
    await fc.assert(property, { numRuns: process.env['MONGODB_URI'] === undefined ? 60 : 20 });
  });
});

describe('the budget of a search in a record (N5.3)', function () {
  this.timeout(120_000);

  it('ends pages early that say so, each further on, until what is far away is found', async () => {
    const host = await startAlertHost();
    try {
      const subject = aSubject({ kind: 'alert', id: 'long' });
      const store = await openStore(host.storage);
      try {
        const far = aChange('needle', 'title');
        await keptHistory(
          store,
          [far, ...Array.from({ length: 10_500 }, (_, i) => aChange(`h${String(i)}`))],
          subject,
        );
      } finally {
        await store.close();
      }
      const client = new NativeClient(host, { username: 'boss', roles: ['superuser'] });
      const found: NativeEntry[] = [];
      let [query, reached, pages]: [string | undefined, number, number] = ['?q=needle&include=', 10_502, 0];
      while (query !== undefined) {
        const { entries, page } = await client.page(query, 'alert/long');
        found.push(...entries);
        pages += 1;
        query = page.next;
        expect(page).to.not.have.property('total');
        expect(page.complete).to.equal(query === undefined);
        if (query === undefined) continue;
        const before = Number(/before=(\d+)/.exec(query)?.[1]);
        expect(before)
          .to.be.at.most(reached - 500)
          .and.at.least(reached - 10_000);
        reached = before;
      }
      expect(pages).to.be.above(1);
      expect(found.map(({ seq }) => seq)).to.deep.equal([1]);
    } finally {
      await host.stop();
    }
  });
});

function queryOf(filter: Omit<EntryFilter, 'from' | 'to'>): string {
  return Object.entries(filter)
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => `&${name}=${encodeURIComponent(one)}`))
    .join('');
}

/** The entry as it was recorded, as far as filters look at it. */
function activityOf({ record, actor, type, change, at, seq, id }: NativeEntry): Activity {
  // The seam to what the wire says of a change.
  const told = { ...change, type } as unknown as Change;
  return { ...{ subject: record, owner: record.owner, seq, id }, actor, at: new Date(at), change: told };
}

function nameOf({ record, seq }: NativeEntry): string {
  return `${record.id} ${String(seq)}`;
}
