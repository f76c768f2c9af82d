import { expect } from 'chai';
import type { Response } from 'supertest';
import type { NativeRecorded, NativeRecordedBatch } from '../../common/native_ingest.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, lineOf, linesOf, problemOf, recorded, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

atMounts('a change that is sent again (N7.3)', () => {
  let host: TestHost;
  let writer: NativeClient;
  before(async () => {
    host = await startAlertHost();
    writer = new NativeClient(host, WRITER);
  });
  after(() => host.stop());

  const key = { 'idempotency-key': 'k-1' };
  const isReplayed = ({ headers }: Response): boolean => headers['idempotency-replayed'] === 'true';
  const idsOf = ({ body }: Response): string[] => (body as NativeRecorded).entries.map(({ id }) => id);
  const step = (from: number, to: number) => aChange({ before: { n: from }, after: { n: to } });

  it('with its key is answered as before, whatever came after', async () => {
    const { path } = aServer();
    const first = await writer.post(`${path}/entries`, aChange({ after: { n: 0 } }), key);
    await recorded(writer, path, step(0, 1));
    const quoted = { 'idempotency-key': '"k-1"' };
    const again = await writer.post(`${path}/entries`, aChange({ after: { n: 0 } }), quoted);
    expect([first.status, isReplayed(first), again.status, isReplayed(again)]).to.deep.equal([
      201,
      false,
      201,
      true,
    ]);
    expect(idsOf(again)).to.deep.equal(idsOf(first));
    expect((again.body as NativeRecorded).total).to.equal(1);
  });

  it('is another one with another body, and another caller’s', async () => {
    const { path } = aServer();
    await recorded(writer, path, aChange({ after: { n: 0 } }), key);
    const other = await writer.post(`${path}/entries`, aChange({ after: { n: 1 } }), key);
    problemOf(other, 422, 'IDEMPOTENCY_KEY_REUSED');
    const boss = new NativeClient(host, BOSS);
    problemOf(await boss.post(`${path}/entries`, aChange({ after: { n: 0 } }), key), 409, 'RECORD_EXISTS');
  });

  it('at the same moment is recorded once', async () => {
    const { path } = aServer();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => writer.post(`${path}/entries`, aChange({ after: { n: 0 } }), key)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(5).fill(201));
    expect(answers.filter((answer) => !isReplayed(answer))).to.have.length(1);
    expect(new Set(answers.map((answer) => idsOf(answer).join())).size).to.equal(1);
  });

  it('with a key that means none is refused with whatever else is wrong', async () => {
    const { path } = aServer();
    const bad = { 'idempotency-key': 'a b' };
    const { errors } = problemOf(
      await writer.post(`${path}/entries?include=x`, { owner: 'nobody', after: {} }, bad),
      ...([400, 'INVALID_REQUEST'] as const),
    );
    expect(errors).to.deep.equal([
      { parameter: 'include', detail: 'must be one of text, ago' },
      {
        header: 'Idempotency-Key',
        detail: 'must be 1 to 255 visible ASCII characters, bare or a quoted string',
      },
      { pointer: '/owner', detail: 'must be a configured owner' },
    ]);
  });

  it('is a batch, of which every record remembers what was its own', async () => {
    const [a, b, same] = [aServer(), aServer(), aServer()];
    await recorded(writer, same.path, aChange({ after: { n: 0 } }));
    const of = ({ kind, id }: typeof a, change: object): object => ({ record: { kind, id }, ...change });
    const changes = [
      of(a, aChange({ before: { n: 0 }, after: { n: 1, m: 1 } })),
      of(b, aChange({ after: { n: 0 } })),
      of(same, step(0, 0)),
      of(a, step(1, 2)),
      of(a, step(2, 2)),
      of(a, step(2, 3)),
    ];
    const first = await writer.post('/entries', { changes }, key);
    expect([first.status, isReplayed(first)]).to.deep.equal([201, false]);
    await recorded(writer, a.path, step(3, 4));
    const again = await writer.post('/entries', { changes }, key);
    expect([again.status, isReplayed(again)]).to.deep.equal([201, true]);
    const told = ({ body }: Response): unknown =>
      (body as NativeRecordedBatch).results.map(({ record, entries, total }) => [
        record.id,
        entries.map(({ id, seq }) => [id, seq]),
        total,
      ]);
    expect(told(again)).to.deep.equal(told(first));
    const { head } = await writer.read<{ head: number }>(a.path);
    expect(head).to.equal(6);
    const reused = await writer.post('/entries', { changes: changes.slice(1) }, key);
    problemOf(reused, 422, 'IDEMPOTENCY_KEY_REUSED');
  });

  it('by its place in a feed, once and for ever', async () => {
    const { path } = aServer();
    const feed = (position: number, id = 'f') => ({ feed: { id, position } });
    await recorded(writer, path, { ...aChange({ after: { n: 0 } }), ...feed(5) });
    for (const position of [5, 4, 0]) {
      const change = { ...step(0, 9), ...feed(position) };
      expect(await recorded(writer, path, change)).to.deep.equal({ entries: [], total: 1 });
    }
    for (let i = 1; i < 16; i += 1) {
      await recorded(writer, path, { ...step(i - 1, i), ...feed(0, `f${String(i)}`) });
    }
    const more = await writer.post(`${path}/entries`, { ...step(15, 16), ...feed(0, 'g') });
    problemOf(more, 422, 'TOO_MANY_FEEDS');
  });

  it('as a file, by two clients at once, is there exactly once', async () => {
    const servers = [aServer(), aServer(), aServer()];
    const lines = Array.from({ length: 150 }, (_, i) => {
      const n = Math.floor(i / 3) + 1;
      return lineOf(servers[i % 3] ?? aServer(), n, { ...(n > 1 && { before: { n: n - 1 } }), after: { n } });
    });
    const [one, two] = (await Promise.all([writer.lines(lines), writer.lines(lines)])).map(linesOf);
    for (const [i] of lines.entries()) {
      expect([one?.[i]?.status, two?.[i]?.status].sort(), String(i)).to.deep.equal(['duplicate', 'recorded']);
    }
    for (const { path } of servers) {
      expect(await writer.read(`${path}/state`)).to.deep.include({ seq: 50, state: { n: 50 } });
    }
  });

  it('as lines has feeds, no key', async () => {
    const { errors } = problemOf(
      await writer.lines([lineOf(aServer(), 1)], { headers: key }),
      ...([400, 'INVALID_REQUEST'] as const),
    );
    expect(errors?.map(({ header }) => header)).to.deep.equal(['Idempotency-Key']);
  });
});
