import { expect } from 'chai';
import type { NativeDiff, NativeState } from '../../common/native_state.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

const START = Date.parse('2026-03-04T10:00:00.000Z');

atMounts('a record at any moment (N3.2)', () => {
  let host: TestHost;
  let client: NativeClient;
  let path: string;
  let comment: string;
  let minutes = 0;
  /** 1 created; 2 severity, 3 tags; 4 comment; 5 severity back; 6 comment changed; 7 custom field; 8 comment deleted. */
  before(async () => {
    host = await startAlertHost({ clock: () => new Date(START + minutes * 60_000) });
    const alerts = new AlertClient(host, BOSS);
    const { id } = await alerts.create({ title: 'Login', severity: 'high', tags: ['a'] });
    path = `/records/alert/${id}`;
    const next = async (
      method: 'patch' | 'post' | 'delete',
      rest: string,
      body?: object,
    ): Promise<unknown> => {
      minutes += 1;
      const sent = await alerts.send(method, `/alerts/${id}${rest}`, body === undefined ? {} : { body });
      expect(sent.status, sent.text).to.be.within(200, 299);
      return sent.body;
    };
    await next('patch', '', { severity: 'low', tags: ['b'] });
    const made = (await next('post', '/comments', { body: 'First' })) as { data: { id: string } };
    comment = made.data.id;
    await next('patch', '', { severity: 'high' });
    await next('patch', `/comments/${comment}`, { body: 'Second' });
    await next('patch', '', { custom_fields: { place: 'Berlin' } });
    await next('delete', `/comments/${comment}`);
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const state = (query: string): Promise<NativeState> => client.read<NativeState>(`${path}/state${query}`);
  const diff = (query: string): Promise<NativeDiff> => client.read<NativeDiff>(`${path}/diff${query}`);

  it('is what its entries up to there say', async () => {
    const { entries } = await client.page('?order=asc', path.slice('/records/'.length));
    const first = await state('?at=1');
    expect(first).to.include({ seq: 1, at: '2026-03-04T10:00:00.000Z' });
    expect(first.record).to.deep.equal(entries[0]?.record);
    expect(first.state).to.deep.equal(entries[0]?.change['snapshot']);
    expect(first.state).to.deep.include({ title: 'Login', tags: ['a'] });
    expect(first.comments).to.deep.equal([]);
    const severities = await Promise.all(
      entries.map(async ({ seq }) => (await state(`?at=${String(seq)}`)).state['severity']),
    );
    const [high, low] = severities;
    expect(new Set(severities)).to.have.property('size', 2);
    expect(severities.map((severity) => (severity === low ? 'low' : 'high'))).to.have.length(entries.length);
    expect(severities.at(-1)).to.equal(high);
  });

  it('is now if no moment is named', async () => {
    const now = await state('');
    const { head } = await client.read<{ head: number }>(path);
    expect(now.seq).to.equal(head);
    expect(now.state).to.deep.include({ title: 'Login', tags: ['b'], custom_fields: { place: 'Berlin' } });
    expect(now.comments).to.deep.equal([]);
  });

  it('is that of an instant: what was recorded up to then', async () => {
    expect((await state('?asOf=2026-03-04T10:00:59.999Z')).seq).to.equal(1);
    const then = await state('?asOf=2026-03-04T10:02:00Z');
    expect(then.comments.map(({ id, comment: body }) => [id, body['comment']])).to.deep.equal([
      [comment, 'First'],
    ]);
    expect(then.at).to.equal('2026-03-04T10:02:00.000Z');
    const later = await state('?asOf=2026-03-04T12:04:30%2B02:00');
    expect(later.comments.map(({ createdSeq, updatedSeq }) => updatedSeq > createdSeq)).to.deep.equal([true]);
    expect((await state('?asOf=2030-01-01')).at).to.equal('2026-03-04T10:06:00.000Z');
    await client.refused(`${path}/state?asOf=2026-03-04T09:59:59Z`, 404, 'ENTRY_NOT_FOUND');
    await client.refused(`${path}/state?at=1000`, 404, 'ENTRY_NOT_FOUND');
  });

  it('differs from another moment by what did not come back', async () => {
    const { seq: first } = await state('?asOf=2026-03-04T10:01:00Z');
    const { seq: last } = await state('');
    expect(await diff(`?from=1`)).to.deep.equal({
      ...{ from: 1, to: last, entries: last - 1 },
      changes: [
        { field: 'custom_fields', key: 'place', before: null, after: 'Berlin' },
        { field: 'tags', verb: 'removed', items: ['a'] },
        { field: 'tags', verb: 'added', items: ['b'] },
      ],
      comments: { created: [], updated: [], deleted: [] },
    });
    const commented = await state('?asOf=2026-03-04T10:02:00Z');
    const changed = await state('?asOf=2026-03-04T10:04:00Z');
    const range = (from: number, to: number): Promise<NativeDiff> =>
      diff(`?from=${String(from)}&to=${String(to)}`);
    expect((await range(first, commented.seq)).comments.created).to.deep.equal([comment]);
    expect((await range(commented.seq, changed.seq)).comments.updated).to.deep.equal([comment]);
    expect((await range(changed.seq, last)).comments.deleted).to.deep.equal([comment]);
    expect(await range(last, last)).to.deep.include({ entries: 0, changes: [] });
  });

  it('has come to be from nothing', async () => {
    const { changes, from } = await diff('?from=0&to=1');
    const { state: snapshot } = await state('?at=1');
    expect(from).to.equal(0);
    const told = Object.fromEntries(
      changes.map((change) => [change.field, 'after' in change ? change.after : change.items]),
    );
    const present = Object.entries(snapshot).filter(([, value]) => value !== null);
    expect(told).to.deep.equal(Object.fromEntries(present));
    expect(await diff('?from=0&to=0')).to.deep.include({ entries: 0, changes: [] });
    await client.refused(`${path}/diff?from=1&to=1000`, 404, 'ENTRY_NOT_FOUND');
  });
});
