import { expect } from 'chai';
import type { NativeRecordedBatch } from '../../common/native_ingest.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, problemOf, recorded, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

atMounts('a batch of changes (N7.1, N7.2)', () => {
  let host: TestHost;
  let writer: NativeClient;
  let boss: NativeClient;
  before(async () => {
    host = await startAlertHost();
    writer = new NativeClient(host, WRITER);
    boss = new NativeClient(host, BOSS);
  });
  after(() => host.stop());

  type Server = ReturnType<typeof aServer>;
  const of = ({ kind, id }: Server, over: Parameters<typeof aChange>[0] = {}): object => ({
    record: { kind, id },
    ...aChange(over),
  });
  const step = (server: Server, from: number, to: number): object =>
    of(server, { before: { n: from }, after: { n: to } });

  async function results(changes: readonly object[]): Promise<NativeRecordedBatch['results']> {
    const { status, text, body } = await writer.post('/entries', { changes });
    expect(status, text).to.equal(201);
    return (body as NativeRecordedBatch).results;
  }

  const headOf = async ({ path }: Server): Promise<number> =>
    (await writer.read<{ head: number }>(path)).head;

  it('is answered in the order of the request, whichever records it names', async () => {
    const [a, b] = [aServer(), aServer()];
    const found = await results([
      of(a, { after: { n: 0 } }),
      of(b, { before: { n: 7 }, after: { n: 8 } }),
      step(a, 0, 1),
      step(b, 8, 8),
      step(a, 1, 2),
    ]);
    expect(
      found.map(({ record, entries, total }) => [record.id, entries.map(({ seq }) => seq), total]),
    ).to.deep.equal([
      [a.id, [1], 1],
      [b.id, [1, 2], 2],
      [a.id, [2], 2],
      [b.id, [], 2],
      [a.id, [3], 3],
    ]);
    expect(found[0]?.record).to.deep.equal({
      ...{ space: 'default', kind: 'server', id: a.id, owner: 'securitySolution' },
    });
    const { state } = await writer.read<{ state: object }>(`${a.path}/state`);
    expect(state).to.deep.equal({ n: 2 });
  });

  it('is one commit of a record, with one revision', async () => {
    const server = aServer();
    await results([of(server, { after: { n: 0 } })]);
    await results(Array.from({ length: 100 }, (_, i) => step(server, i, i + 1)));
    expect(await headOf(server)).to.equal(101);
    // Whoever signs, signs once: the chain has one commit for all of them.
    const { integrity } = await writer.read<{ integrity: { sealed: number } }>(server.path);
    expect(integrity.sealed).to.equal(101);
  });

  it('may delete a record that it has just made, and nothing comes behind that', async () => {
    const server = aServer();
    const gone = { record: { kind: server.kind, id: server.id }, owner: 'securitySolution', before: {} };
    const found = await results([of(server), gone]);
    expect(found.map(({ entries }) => entries.map(({ type }) => type))).to.deep.equal([
      ['created'],
      ['deleted'],
    ]);
    const again = await writer.post('/entries', { changes: [of(server, { before: {}, after: { a: 1 } })] });
    const { errors } = problemOf(again, 404, 'RECORD_NOT_FOUND');
    expect(errors).to.deep.equal([{ pointer: '/changes/0', detail: 'There is no such record.' }]);
  });

  for (const [what, bad, status, code, pointer] of [
    [
      'is not what was recorded',
      { before: { n: 9 }, after: { n: 10 } },
      409,
      'VERSION_CONFLICT',
      '/before/n',
    ],
    ['comes to be twice', { after: { n: 1 } }, 409, 'RECORD_EXISTS', ''],
    [
      'has another owner',
      { owner: 'observability', before: {}, after: { n: 1 } },
      400,
      'INVALID_REQUEST',
      '/owner',
    ],
    ['is of a later time', { before: {}, after: { n: 1 }, at: '2999-01-01' }, 422, 'TIME_AHEAD', '/at'],
    ['is of a kind of its own', { record: { kind: 'case', id: 'c' }, after: {} }, 422, 'KIND_RESERVED', ''],
    ['is malformed', { after: 7 }, 400, 'INVALID_REQUEST', '/after'],
  ] as const) {
    it(`writes nothing when one change of it ${what}`, async () => {
      const [known, other, fresh] = [aServer(), aServer(), aServer()];
      await recorded(boss, known.path, aChange({ after: { n: 0 } }));
      await recorded(boss, other.path, aChange({ after: { n: 0 } }));
      const wrong = { record: { kind: known.kind, id: known.id }, owner: 'securitySolution', ...bad };
      const changes = [step(other, 0, 1), of(fresh), step(known, 0, 1), wrong];
      const { errors } = problemOf(await boss.post('/entries', { changes }), status, code);
      expect(errors?.map((fault) => fault.pointer)).to.deep.equal([`/changes/3${pointer}`]);
      expect([await headOf(known), await headOf(other)]).to.deep.equal([1, 1]);
      await writer.refused(fresh.path, 404, 'RECORD_NOT_FOUND');
    });
  }

  it('has at most 100 changes, and at least one', async () => {
    for (const length of [0, 101]) {
      const changes = Array.from({ length }, () => of(aServer()));
      const { errors } = problemOf(await writer.post('/entries', { changes }), 400, 'INVALID_REQUEST');
      expect(errors).to.deep.equal([{ pointer: '/changes', detail: 'must be a list of 1 to 100 changes' }]);
    }
    expect(await results(Array.from({ length: 100 }, () => of(aServer())))).to.have.length(100);
  });

  it('writes at most 1,000 entries, one change by itself as many as it has', async () => {
    const fields = (n: number): Record<string, number> =>
      Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`f${String(i)}`, n]));
    const changes = Array.from({ length: 2 }, () => of(aServer(), { before: fields(0), after: fields(1) }));
    problemOf(await writer.post('/entries', { changes }), 413, 'PAYLOAD_TOO_LARGE');
    expect(await results(changes.slice(1))).to.have.length(1);
  });

  it('is of one space', async () => {
    const server = aServer();
    const changes = [{ ...of(server), record: { space: 'other', kind: 'server', id: server.id } }];
    const { errors } = problemOf(await writer.post('/entries', { changes }), 400, 'INVALID_REQUEST');
    expect(errors).to.deep.equal([{ pointer: '/changes/0/record/space', detail: 'is not a member here' }]);
  });
});
