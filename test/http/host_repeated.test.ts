import { expect } from 'chai';
import type { RecordInput } from '../../server/index.js';
import { codeOf } from '../contract/store_fixture.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { withoutStates } from '../support/host_records.js';

describe('a change that a host records again (N7.3, N16)', () => {
  let host: TestHost;
  let counter = 0;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  function aRecord(): ReturnType<typeof withoutStates> {
    counter += 1;
    return withoutStates({ subject: { space: 'default', kind: 'server', id: `s-${String(counter)}` } });
  }

  const total = async (subject: RecordInput['subject']): Promise<number> =>
    (await host.activity.find({ subject })).total;

  it('is recorded once by its key, and answered as before', async () => {
    const base = aRecord();
    const first = { ...base, after: { a: 1 }, idempotencyKey: 'k-1' };
    const created = await host.activity.record(first);
    expect(created).to.not.have.property('repeated');
    const change = { ...base, before: { a: 1 }, after: { a: 2, b: ['x'] }, idempotencyKey: 'k-2' };
    const changed = await host.activity.record(change);
    await host.activity.record({ ...base, before: { a: 2 }, after: { a: 3 } });
    expect(await host.activity.record(first)).to.deep.equal({ ...created, repeated: true });
    expect(await host.activity.record(change)).to.deep.equal({ ...changed, repeated: true });
    expect(await total(base.subject)).to.equal(4);
  });

  it('is recorded once also when all say so at the same moment, and after the record was deleted', async () => {
    const base = aRecord();
    const first = { ...base, after: { a: 1 }, idempotencyKey: 'k' };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => host.activity.record(first)));
    expect(outcomes.filter(({ repeated }) => repeated !== true)).to.have.length(1);
    expect(new Set(outcomes.map(({ activities }) => activities[0]?.id))).to.have.property('size', 1);
    const deletion = { ...base, before: { a: 1 }, idempotencyKey: 'd' };
    await host.activity.record(deletion);
    expect(await host.activity.record(deletion)).to.include({ total: 2, repeated: true });
  });

  it('is refused when another change has had its key', async () => {
    const base = aRecord();
    await host.activity.record({ ...base, after: { a: 1 }, idempotencyKey: 'k' });
    for (const other of [
      { after: { a: 2 } },
      { before: { a: 1 }, after: { a: 1 } },
      { after: { a: 1 }, at: new Date(0) },
      { after: { a: 1 }, context: { source: 'api' } },
    ] as const) {
      const code = await codeOf(host.activity.record({ ...base, ...other, idempotencyKey: 'k' }));
      expect(code).to.equal('IDEMPOTENCY_KEY_REUSED');
    }
    expect(await total(base.subject)).to.equal(1);
  });

  it('is recorded once by its place in a feed: what is not above the highest was there', async () => {
    const base = aRecord();
    const at = (position: number, before: number | undefined, after: number, id = 'queue') =>
      host.activity.record({
        ...base,
        ...(before !== undefined && { before: { n: before } }),
        after: { n: after },
        feed: { id, position },
      });
    await at(5, undefined, 1);
    await at(9, 1, 2);
    for (const position of [0, 5, 7, 9]) {
      expect(await at(position, 1, 2)).to.deep.equal({ activities: [], total: 2, repeated: true });
    }
    expect((await at(1, 2, 3, 'other')).total).to.equal(3);
    expect((await at(Number.MAX_SAFE_INTEGER, 3, 4)).total).to.equal(4);
  });

  it('is refused from a seventeenth feed, and nothing of it is recorded', async () => {
    const base = aRecord();
    for (let i = 0; i < 16; i += 1) {
      const feed = { id: i === 0 ? '__proto__' : `f:${String(i)}`, position: 0 };
      await host.activity.record({ ...base, ...(i > 0 && { before: { n: i - 1 } }), after: { n: i }, feed });
    }
    const last = { ...base, before: { n: 15 }, after: { n: 16 }, feed: { id: 'f-17', position: 0 } };
    expect(await codeOf(host.activity.record(last))).to.equal('TOO_MANY_FEEDS');
    expect(await total(base.subject)).to.equal(16);
  });

  it('keeps the circumstances that the host tells', async () => {
    const base = aRecord();
    const context = { source: 'rule', requestId: 'r-1', ip: '203.0.113.7', userAgent: 'x' } as const;
    await host.activity.record({ ...base, after: { a: 1 }, context });
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 }, context: {} });
    const { activities } = await host.activity.find({ subject: base.subject, order: 'asc' });
    expect(activities.map((activity) => activity.context)).to.deep.equal([context, undefined]);
  });

  for (const [input, message] of [
    [{ context: 7 }, 'context must be an object, found: 7.'],
    [{ context: { source: 'me' } }, 'context.source must be one of user, api, rule, agent, workflow, import'],
    [{ context: { ip: 'x'.repeat(1_025) } }, 'context.ip must be a text of at most 1,024 characters'],
    [{ context: { userAgent: '\ud800' } }, 'context.userAgent must be a text'],
    [{ feed: { id: 'a b', position: 1 } }, 'feed.id must be 1 to 64 of'],
    [{ feed: { id: 'a', position: -1 } }, 'feed.position must be a safe integer'],
    [{ feed: { id: 'a', position: 1.5 } }, 'feed.position must be a safe integer'],
    [{ feed: { id: 'a' } }, 'feed.position must be a safe integer'],
    [{ idempotencyKey: 'a b' }, 'idempotencyKey must be 1 to 255 visible ASCII characters'],
    [{ idempotencyKey: 'k'.repeat(256) }, 'idempotencyKey must be 1 to 255 visible ASCII characters'],
  ] as const) {
    it(`refuses ${JSON.stringify(input).slice(0, 40)}`, async () => {
      const wanted = { ...aRecord(), after: { a: 1 }, ...input } as unknown as RecordInput;
      const error = await host.activity.record(wanted).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('code', 'INVALID_REQUEST');
      expect((error as Error).message).to.contain(message);
    });
  }
});
