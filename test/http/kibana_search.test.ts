import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { foundCases, queryText, titlesOf } from '../support/kibana_case_lists.js';
import type { QueryKeys } from '../support/kibana_case_lists.js';

describe('a search for cases (K15.5)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let now = new Date('2025-03-04T08:00:00.000Z');
  const idOf = new Map<string, string>();

  before(async () => {
    host = await startHost({ clock: () => now });
    kibana = new KibanaClient(host);
    for (const [title, description, over] of [
      ['Disk full on DB-3', 'Alert fired twice', { tags: ['storage'] }],
      ['Login from Łódź', 'Somebody who TRAVELS. 100% sure', { severity: 'high' }],
      ['Mail (storm)', 'disk of the mail server, a.b*c', { severity: 'high', tags: ['storage'] }],
      ['Nothing', 'of any kind', {}],
      ['Naïve ΣΑΣ', '\u0130stanbul', {}],
    ] as const) {
      now = new Date(now.getTime() + 1000);
      idOf.set(title, (await kibana.create({ title, description, ...over })).id);
    }
  });
  after(() => host.stop());

  const [disk, login, mail, nothing, naive] = [
    'Disk full on DB-3',
    'Login from Łódź',
    'Mail (storm)',
    'Nothing',
    'Naïve ΣΑΣ',
  ] as const;

  const table: readonly (readonly [keys: QueryKeys, titles: readonly string[]])[] = [
    [{ search: 'disk' }, [mail, disk]],
    [{ search: 'DISK' }, [mail, disk]],
    [{ search: 'is' }, [mail, disk]],
    [{ search: 'disk', searchFields: 'title' }, [disk]],
    [{ search: 'disk', searchFields: ['description'] }, [mail]],
    [{ search: 'disk', searchFields: ['title', 'description'] }, [mail, disk]],
    [{ search: 'disk login' }, [mail, login, disk]],
    [{ search: 'disk login', defaultSearchOperator: 'OR' }, [mail, login, disk]],
    [{ search: 'disk login', defaultSearchOperator: 'AND' }, []],
    // Each word in any of the fields.
    [{ search: 'twice disk', defaultSearchOperator: 'AND' }, [disk]],
    [{ search: 'twice disk', defaultSearchOperator: 'AND', searchFields: 'title' }, []],
    [{ search: ' \t disk \n full ', defaultSearchOperator: 'AND' }, [disk]],
    [{ search: 'łódź' }, [login]],
    [{ search: 'travels.' }, [login]],
    [{ search: 'NAÏ' }, [naive]],
    // Nothing has a meaning of its own.
    [{ search: '100%' }, [login]],
    [{ search: '(storm)' }, [mail]],
    [{ search: 'A.B*C' }, [mail]],
    [{ search: 'd.sk' }, []],
    [{ search: '*' }, [mail]],
    [{ search: '-disk' }, []],
    [{ search: '"disk full"' }, []],
    [{ search: '__proto__' }, []],
    // Tags are not looked at.
    [{ search: 'storage' }, []],
    // Nothing is no search.
    [{ search: '' }, [naive, nothing, mail, login, disk]],
    [{ search: '  ' }, [naive, nothing, mail, login, disk]],
    // With filters and orders.
    [{ search: 'disk', tags: 'storage', severity: 'high' }, [mail]],
    [{ search: 'o', sortField: 'title', sortOrder: 'asc' }, [disk, login, mail, nothing]],
    [{ search: 'o', from: '2025-03-04T08:00:02.000Z', to: '2025-03-04T08:00:03.000Z' }, [mail, login]],
  ];
  for (const [keys, titles] of table) {
    it(`finds ${JSON.stringify(titles)} by ${queryText(keys)}`, async () => {
      const page = await foundCases(kibana, keys);
      expect(titlesOf(page)).to.deep.equal(titles);
      expect(page.total).to.equal(titles.length);
    });
  }

  it('counts what it has found in the total, and what is there without it by status', async () => {
    const closed = await kibana.create({ title: 'closed disk', severity: 'critical' });
    expect((await kibana.patch(closed, { status: 'closed' })).status).to.equal(200);
    const page = await foundCases(kibana, { search: 'disk', status: 'closed' });
    expect(page).to.deep.include({ total: 1, count_open_cases: 5, count_in_progress_cases: 0 });
    expect(page.count_closed_cases).to.equal(1);
    const high = await foundCases(kibana, { search: 'login', severity: ['high', 'critical'] });
    expect(high).to.deep.include({ total: 1, count_open_cases: 2, count_closed_cases: 1 });
    await kibana.send('delete', `/api/cases?ids=${encodeURIComponent(JSON.stringify([closed.id]))}`);
  });

  it('finds the case that has an id, whatever else is asked and in capitals', async () => {
    const id = idOf.get(login) ?? '';
    for (const search of [id, id.toUpperCase(), ` ${id} `]) {
      for (const keys of [{}, { searchFields: 'title' }, { defaultSearchOperator: 'AND' }]) {
        expect(titlesOf(await foundCases(kibana, { search, ...keys }))).to.deep.equal([login]);
      }
    }
    expect(titlesOf(await foundCases(kibana, { search: `${id} nothing` }))).to.deep.equal([nothing, login]);
    const both = { search: `${id} łódź`, defaultSearchOperator: 'AND' };
    expect(titlesOf(await foundCases(kibana, both))).to.deep.equal([login]);
    // A part of one is no id, and filters count.
    expect(titlesOf(await foundCases(kibana, { search: id.slice(0, 35) }))).to.deep.equal([]);
    expect(titlesOf(await foundCases(kibana, { search: id, severity: 'low' }))).to.deep.equal([]);
  });

  it('has each find on one page', async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const found = await foundCases(kibana, { search: 'o', perPage: 2, page });
      expect(found.total).to.equal(4);
      seen.push(...titlesOf(found));
    }
    expect(seen).to.deep.equal([nothing, mail, login, disk]);
    expect(await foundCases(kibana, { search: 'o', perPage: 0 })).to.deep.include({ cases: [], total: 4 });
  });
});

describe('a search through many cases (K15.5)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  /** More than are read at once. */
  const count = 600;
  before(async function () {
    this.timeout(120_000);
    host = await startHost();
    kibana = new KibanaClient(host);
    const actor = { kind: 'system' } as const;
    for (let from = 0; from < count; from += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, i) => {
          const n = from + i;
          const subject = { space: 'default', kind: 'case', id: `case-${String(n)}` };
          const created = new Date(1_772_600_000_000 + n).toISOString();
          const after = { title: n % 10 === 3 ? `odd ${String(n)}` : 'plain', created_at: created };
          return host.activity.record({ subject, owner: 'cases', actor, after });
        }),
      );
    }
  });
  after(() => host.stop());

  it('finds all of them in order, however far behind', async () => {
    const expected = Array.from({ length: 60 }, (_, i) => `odd ${String(i * 10 + 3)}`);
    for (const sortOrder of ['asc', 'desc'] as const) {
      const pages = await Promise.all(
        [1, 2].map((page) => foundCases(kibana, { search: 'odd', perPage: 40, page, sortOrder })),
      );
      const titles = pages.flatMap((page) => titlesOf(page));
      expect(titles).to.deep.equal(sortOrder === 'asc' ? expected : [...expected].reverse());
      expect(pages.map(({ total }) => total)).to.deep.equal([60, 60]);
    }
  });
});
