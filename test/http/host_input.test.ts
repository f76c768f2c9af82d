import { expect } from 'chai';
import type { RecordInput } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { anInput, errorOf, snapshotOf } from '../support/host_records.js';

const NOW = new Date('2026-03-04T10:15:00.000Z');

describe('the input of record and find', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost({
      clock: () => NOW,
      config: { security: { enabled: false }, spaces: [{ id: 'team-a' }] },
    });
  });
  after(() => host.stop());

  it('is answered as JSON has it, and is what is stored', async () => {
    const after = JSON.parse(
      '{"yes":true,"no":false,"none":null,"list":[],"object":{},"text":"","zero":-0,"__proto__":{"a":1}}',
    ) as object;
    const given = anInput({ after });
    const outcome = await host.activity.record(given);
    const snapshot: unknown = JSON.parse(JSON.stringify(after));
    expect(outcome.total).to.equal(1);
    expect(outcome.activities.map(({ change }) => change)).to.deep.equal([{ type: 'created', snapshot }]);
    expect(await snapshotOf(host, given.subject)).to.deep.equal(snapshot);
    const bare = anInput({ after: Object.assign(Object.create(null) as object, { a: 1 }) });
    await host.activity.record(bare);
    expect(await snapshotOf(host, bare.subject)).to.deep.equal({ a: 1 });
  });

  it('is refused with a code when there is nothing at all', async () => {
    for (const nothing of [undefined, null, 'x']) {
      expect((await errorOf(host.activity.record(nothing as never))).message).to.contain(
        'input must be an object',
      );
      expect((await errorOf(host.activity.find(nothing as never))).code).to.equal('INVALID_REQUEST');
    }
  });

  it('may name a page behind the end of every history', async () => {
    const { subject } = await recorded();
    const far = await host.activity.find({
      subject,
      page: Number.MAX_SAFE_INTEGER,
      limit: 1000,
      facets: ['created'],
    });
    expect(far).to.deep.equal({ activities: [], total: 1 });
  });

  it('is recorded up to 5 minutes ahead of the clock, and refused beyond', async () => {
    const ahead = (ms: number): RecordInput => anInput({ at: new Date(NOW.getTime() + ms) });
    await host.activity.record(ahead(300_000));
    const error = await errorOf(host.activity.record(ahead(300_001)));
    expect(error.code).to.equal('TIME_AHEAD');
    expect(error.details['found']).to.equal('2026-03-04T10:20:00.001Z');
    const last = await errorOf(host.activity.record(anInput({ at: new Date('9999-12-31T23:59:59.999Z') })));
    expect(last.code).to.equal('TIME_AHEAD');
    expect((await errorOf(host.activity.record(anInput({ at: new Date('+010000-01-01') })))).code).to.equal(
      'INVALID_REQUEST',
    );
  });

  it('may be of any year that has four digits', async () => {
    const given = anInput({ at: new Date('0000-01-01T00:00:00.000Z') });
    await host.activity.record(given);
    const { activities } = await host.activity.find({ subject: given.subject });
    expect(activities[0]?.at.toISOString()).to.equal('0000-01-01T00:00:00.000Z');
  });

  it('is read once, member by member', async () => {
    let reads = 0;
    const after = { list: [0] };
    Object.defineProperty(after, 'n', { enumerable: true, get: () => (reads += 1) });
    Object.defineProperty(after.list, 0, { enumerable: true, get: () => (reads += 1) });
    const given = anInput({ after });
    await host.activity.record(given);
    expect(await snapshotOf(host, given.subject)).to.deep.equal({ list: [1], n: 2 });
  });

  it('tells of a conflict which field it was, what is recorded, and up to where', async () => {
    const { subject } = await recorded({ after: { disk: 'ok', load: { a: 1 } } });
    await host.activity.record(anInput({ subject, before: { disk: 'ok' }, after: { disk: 'full' } }));
    const stale = host.activity.record(anInput({ subject, before: { disk: 'ok' }, after: { disk: 'gone' } }));
    const error = await errorOf(stale);
    expect(error.code).to.equal('VERSION_CONFLICT');
    expect(error.message).to.contain('The field disk was not what');
    expect(error.details).to.deep.equal({ field: 'disk', recorded: 'full', seq: 2 });
    const absent = host.activity.record(anInput({ subject, before: { cpu: 1 }, after: { cpu: 2 } }));
    expect((await errorOf(absent)).details).to.deep.equal({ field: 'cpu', recorded: null, seq: 2 });
  });

  it('does not mix a field with colons with what was done to another', async () => {
    const { subject } = await recorded({ after: { title: 'a', 'title:cleared': 1 } });
    await host.activity.record(
      anInput({ subject, before: { 'title:cleared': 1 }, after: { 'title:cleared': 2 } }),
    );
    await host.activity.record(anInput({ subject, before: { title: 'a' }, after: { title: null } }));
    const of = async (facet: string): Promise<number[]> =>
      (await host.activity.find({ subject, facets: [facet] })).activities.map(({ seq }) => seq);
    expect(await of('field:title:cleared')).to.deep.equal([3]);
    expect(await of('field:title%3Acleared')).to.deep.equal([2]);
  });

  async function recorded(over: object = {}): Promise<RecordInput> {
    const given = anInput(over);
    await host.activity.record(given);
    return given;
  }
});
