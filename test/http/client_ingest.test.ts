import { expect } from 'chai';
import { HistoryClient, HistoryProblem } from '../../client/index.js';
import type { NativeChangeLine, NativeLineResult } from '../../common/native_ingest.js';
import { headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aChange, aServer, lineOf, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';

atMounts('the client of histories, when it records (N7)', () => {
  let host: TestHost;
  let client: HistoryClient;
  before(async () => {
    host = await startAlertHost();
    client = new HistoryClient({ url: host.url, headers: headersOf(WRITER) });
  });
  after(() => host.stop());

  it('records one change, once by its key, and throws what is refused', async () => {
    const { kind, id } = aServer();
    const record = client.record(kind, id);
    const options = { idempotencyKey: 'k' };
    const first = await record.record(aChange(), options);
    expect(await record.record(aChange(), options)).to.deep.include({ total: 1 });
    expect(first.entries).to.have.length(1);
    const error: unknown = await record.record(aChange()).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(HistoryProblem).and.to.include({ code: 'RECORD_EXISTS', status: 409 });
  });

  it('records several, all or none', async () => {
    const [a, b] = [aServer(), aServer()];
    const named = ({ kind, id }: typeof a) => ({ record: { kind, id }, ...aChange() });
    const results = await client.recordAll([named(a), named(b)]);
    expect(results.map(({ record, total }) => [record.id, total])).to.deep.equal([
      [a.id, 1],
      [b.id, 1],
    ]);
  });

  async function all(lines: Iterable<NativeChangeLine>): Promise<NativeLineResult[]> {
    const results: NativeLineResult[] = [];
    for await (const result of client.ingest(lines)) results.push(result);
    return results;
  }

  it('records any number, and sends nothing of a record behind what failed', async () => {
    const [good, bad] = [aServer(), aServer()];
    const lines = Array.from({ length: 600 }, (_, i) => {
      const n = Math.floor(i / 2) + 1;
      const wrong = i === 401 ? { owner: 'nobody' } : {};
      const over = { ...(n > 1 && { before: { n: n - 1 } }), after: { n }, ...wrong };
      return lineOf(i % 2 === 0 ? good : bad, n, over);
    });
    const results = await all(lines);
    expect(results.map(({ line }) => line)).to.deep.equal(lines.map((_, i) => i + 1));
    const failed = results.flatMap((result) =>
      result.status === 'failed' ? [[result.line, result.problem.code] as const] : [],
    );
    expect(failed[0]).to.deep.equal([402, 'INVALID_REQUEST']);
    expect(failed.slice(1)).to.deep.equal(
      Array.from({ length: 99 }, (_, i) => [404 + 2 * i, 'FEED_BLOCKED']),
    );
    expect(results.filter(({ status }) => status === 'recorded')).to.have.length(500);
    const statuses = new Set((await all(lines)).map(({ status }) => status));
    expect(statuses).to.deep.equal(new Set(['duplicate', 'failed']));
  });
});
