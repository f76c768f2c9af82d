import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const NOW = new Date('2026-03-04T10:20:00.000Z');

/** 1 created, 2 and 3 severity, 4 status, 5 severity cleared, 6 tags: each five minutes before the next. */
const STATES = [
  { title: 'Login', severity: 'high', tags: ['vpn'] },
  { title: 'Login', severity: 'critical', tags: ['vpn'] },
  { title: 'Login', severity: 'low', tags: ['vpn'] },
  { title: 'Login', severity: 'low', status: 'open', tags: ['vpn'] },
  { title: 'Login', status: 'open', tags: ['vpn'] },
  { title: 'Login', status: 'open', tags: ['vpn', 'mfa'] },
];

atMounts('entries of a record (N2, N3.1)', () => {
  let host: TestHost;
  let now = NOW;
  let client: NativeClient;
  before(async () => {
    host = await startAlertHost({ clock: () => now });
    now = new Date('2026-03-04T09:50:00.000Z');
    for (const [i, after] of STATES.entries()) {
      await recordChange(host, STATES[i - 1], after);
      now = new Date(now.getTime() + 300_000);
    }
    now = NOW;
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const seqs = ({ entries }: NativeEntryPage): number[] => entries.map(({ seq }) => seq);

  it('are the newest first, whole, with sentence and age', async () => {
    const { entries, page } = await client.page();
    expect(entries.map(({ seq }) => seq)).to.deep.equal([6, 5, 4, 3, 2, 1]);
    expect(page).to.deep.equal({
      ...{ head: 6, first: 6, last: 1, total: 6, complete: true },
      newer: '?after=6&order=asc',
    });
    const [second] = entries.filter(({ seq }) => seq === 2);
    expect(second?.id).to.match(/^[0-9a-f-]{36}$/);
    expect(second).to.deep.equal({
      ...{ seq: 2, id: second?.id, at: '2026-03-04T09:55:00.000Z' },
      record: { space: 'default', kind: 'alert', id: 'a-1', owner: 'securitySolution' },
      actor: { kind: 'user', username: 'ana.garcia', fullName: 'Ana García' },
      ...{ type: 'field', change: { field: 'severity', before: 'high', after: 'critical' } },
      ...{ text: "Changed severity from 'high' to 'critical'", ago: '25 minutes ago' },
    });
    expect(Object.keys(second ?? {})).to.deep.equal([
      'seq',
      'id',
      'at',
      'record',
      'actor',
      'type',
      'change',
      'text',
      'ago',
    ]);
  });

  it('tell each sort of change as it was', async () => {
    const { entries } = await client.page('?order=asc');
    expect(entries.map(({ type, change: what }) => [type, what])).to.deep.equal([
      ['created', { snapshot: STATES[0] }],
      ['field', { field: 'severity', before: 'high', after: 'critical' }],
      ['field', { field: 'severity', before: 'critical', after: 'low' }],
      ['field', { field: 'status', before: null, after: 'open' }],
      ['field', { field: 'severity', before: 'low', after: null }],
      ['items', { field: 'tags', verb: 'added', items: ['mfa'] }],
    ]);
    expect(entries[0]?.text).to.equal('Created');
  });

  it('show what is asked for besides, and nothing if nothing is', async () => {
    const shown = async (query: string): Promise<string[]> => {
      const [entry] = (await client.page(query)).entries;
      return Object.keys(entry ?? {}).slice(7);
    };
    expect(await shown('?include=ago')).to.deep.equal(['ago']);
    expect(await shown('?include=ago&include=text')).to.deep.equal(['text', 'ago']);
    expect(await shown('?include=')).to.deep.equal([]);
  });

  it('are cut down by seq on either side', async () => {
    expect(seqs(await client.page('?after=2&before=6'))).to.deep.equal([5, 4, 3]);
    expect(seqs(await client.page('?after=2&before=6&order=asc'))).to.deep.equal([3, 4, 5]);
    expect(seqs(await client.page('?after=6'))).to.deep.equal([]);
    expect(seqs(await client.page('?before=1'))).to.deep.equal([]);
    expect(seqs(await client.page('?before=0'))).to.deep.equal([]);
    expect(seqs(await client.page('?after=5&before=2'))).to.deep.equal([]);
    expect((await client.page('?after=1048575')).page).to.deep.equal({
      ...{ head: 6, total: 6, complete: true, newer: '?after=6&order=asc' },
    });
  });

  for (const [query, wanted, total] of [
    ['?types=created', [1], 1],
    ['?types=field&fields=severity', [5, 3, 2], 3],
    ['?fields=severity&fields=tags', [6, 5, 3, 2], 4],
    ['?types=created&fields=severity', [], 0],
    ['?types=statement', [], 0],
    ['?types=comment', [], 0],
    ['?actors=ana.garcia', [6, 5, 4, 3, 2, 1], undefined],
    ['?actors=ana', [], undefined],
    ['?actorKinds=system', [], undefined],
    ['?actorKinds=system&actorKinds=user&fields=status', [4], undefined],
    ['?from=2026-03-04T10:00:00Z', [6, 5, 4, 3], 4],
    ['?to=2026-03-04T10:00:00Z', [2, 1], 2],
    ['?from=2026-03-04T11:00:00%2B01:00&to=2026-03-04T10:05:00.001Z', [4, 3], 2],
    ['?from=2026-03-05', [], 0],
    ['?to=2026-03-04', [], 0],
    ['?q=CRITICAL', [3, 2], undefined],
    ['?q=severity+critical+gárcia', [3, 2], undefined],
    ['?q=garcia+nobody', [], undefined],
  ] as const) {
    it(`match ${query}`, async () => {
      const found = await client.page(query);
      expect(seqs(found)).to.deep.equal(wanted);
      expect(found.page.total).to.equal(total);
      expect(found.page).to.include({ complete: true, head: 6 });
    });
  }

  it('lead on by query-only references, which keep what was asked for', async () => {
    const path = '/records/alert/a-1/entries';
    const response = await client.send('get', `${path}?limit=2&types=field`);
    const { page } = response.body as NativeEntryPage;
    expect(page).to.deep.equal({
      ...{ head: 6, first: 5, last: 4, total: 4, complete: true },
      next: '?limit=2&types=field&before=4',
      newer: '?limit=2&types=field&after=6&order=asc',
    });
    expect(response.headers['link']).to.equal(
      `<${page.next ?? ''}>; rel="next", <${page.newer}>; rel="newer"`,
    );
    const pages = await client.walk(`${path}?limit=2&types=field`);
    expect(pages.map((entries) => entries.map(({ seq }) => seq))).to.deep.equal([
      [5, 4],
      [3, 2],
    ]);
    const oldest = await client.walk(`${path}?limit=4&order=asc&after=1&before=6`);
    expect(oldest.map((entries) => entries.map(({ seq }) => seq))).to.deep.equal([[2, 3, 4, 5]]);
  });
});
