import { expect } from 'chai';
import type { NativeLineResult } from '../../common/native_ingest.js';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aServer, lineOf, linesOf, WRITER } from '../support/ingest.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient } from '../support/native.js';

atMounts('changes that are sent as lines (N7.1)', () => {
  let host: TestHost;
  let writer: NativeClient;
  before(async () => {
    host = await startAlertHost();
    writer = new NativeClient(host, WRITER);
  });
  after(() => host.stop());

  const send = async (lines: readonly (object | string)[]): Promise<readonly NativeLineResult[]> =>
    linesOf(await writer.lines(lines));

  it('are each answered in their order with what they wrote', async () => {
    const [a, b] = [aServer(), aServer()];
    const lines = [
      lineOf(a, 1, { after: { n: 1 } }),
      lineOf(b, 1, { before: { n: 0 }, after: { n: 1, m: 1 } }),
      lineOf(a, 2, { before: { n: 1 }, after: { n: 2 } }),
      lineOf(a, 3, { before: { n: 2 }, after: { n: 2 } }),
      lineOf(a, 2, { before: { n: 5 }, after: { n: 6 } }),
    ];
    expect(await send(lines)).to.deep.equal([
      { line: 1, status: 'recorded', seq: [1] },
      { line: 2, status: 'recorded', seq: [1, 2, 3] },
      { line: 3, status: 'recorded', seq: [2] },
      { line: 4, status: 'unchanged' },
      { line: 5, status: 'duplicate' },
    ]);
    expect((await send(lines)).map(({ status }) => status)).to.deep.equal([
      ...['duplicate', 'duplicate', 'duplicate', 'unchanged', 'duplicate'],
    ]);
  });

  it('have numbers that count blank lines, and need no line feed at the end', async () => {
    const [a, b] = [aServer(), aServer()];
    const text = `\n${JSON.stringify(lineOf(a, 1))}\r\n  \n${JSON.stringify(lineOf(b, 1))}`;
    expect((await send([text])).map(({ line, status }) => [line, status])).to.deep.equal([
      [2, 'recorded'],
      [4, 'recorded'],
    ]);
    expect(await send([])).to.deep.equal([]);
  });

  it('go on behind one that fails, but for those of the same record', async () => {
    const [a, b] = [aServer(), aServer()];
    const results = await send([
      lineOf(a, 1, { after: { n: 0 } }),
      lineOf(a, 2, { before: { n: 7 }, after: { n: 8 } }),
      lineOf(b, 1, { after: { n: 0 } }),
      lineOf(a, 3, { before: { n: 0 }, after: { n: 1 } }),
      '{"record":',
      lineOf(b, 2, { before: { n: 0 }, after: { n: 1 } }),
      { ...lineOf(b, 3), owner: 'nobody' },
      lineOf(b, 4, { before: { n: 1 }, after: { n: 2 } }),
      { ...lineOf(aServer(), 1), feed: undefined },
      Buffer.from('{"a":"\xff"}', 'latin1').toString('latin1'),
    ]);
    const said = results.map((result) =>
      result.status === 'failed'
        ? [result.line, result.problem.code, ...(result.problem.errors ?? []).map(({ pointer }) => pointer)]
        : [result.line, result.status],
    );
    expect(said.slice(0, 9)).to.deep.equal([
      [1, 'recorded'],
      [2, 'VERSION_CONFLICT', '/before/n'],
      [3, 'recorded'],
      [4, 'FEED_BLOCKED'],
      [5, 'INVALID_REQUEST', ''],
      [6, 'recorded'],
      [7, 'INVALID_REQUEST', '/owner'],
      [8, 'FEED_BLOCKED'],
      [9, 'INVALID_REQUEST', '/feed'],
    ]);
  });

  it('that failed can be put right and sent again, and everything is there once', async () => {
    const server = aServer();
    const good = (i: number): object => lineOf(server, i, { before: { n: i - 1 }, after: { n: i } });
    const file = [
      lineOf(server, 1, { after: { n: 1 } }),
      good(2),
      { ...good(3), owner: 'nobody' },
      good(4),
      good(5),
    ];
    expect((await send(file)).map(({ status }) => status)).to.deep.equal([
      ...['recorded', 'recorded', 'failed', 'failed', 'failed'],
    ]);
    file[2] = good(3);
    expect((await send(file)).map(({ status }) => status)).to.deep.equal([
      ...['duplicate', 'duplicate', 'recorded', 'recorded', 'recorded'],
    ]);
    const { state } = await writer.read<{ state: object }>(`${server.path}/state`);
    expect(state).to.deep.equal({ n: 5 });
  });

  it('are thousands, of few records and of many, each in its order', async function () {
    this.timeout(120_000);
    const few = Array.from({ length: 5 }, aServer);
    const lines = Array.from({ length: 1_000 }, (_, i) => {
      const n = Math.floor(i / few.length) + 1;
      const server = few[i % few.length] ?? aServer();
      return lineOf(server, n, { ...(n > 1 && { before: { n: n - 1 } }), after: { n } });
    });
    const results = await send([...lines, ...Array.from({ length: 1_000 }, () => lineOf(aServer(), 1))]);
    expect(results.map(({ line }) => line)).to.deep.equal(Array.from({ length: 2_000 }, (_, i) => i + 1));
    expect(results.filter(({ status }) => status !== 'recorded')).to.deep.equal([]);
    for (const { path } of few) {
      expect(await writer.read(`${path}/state`)).to.deep.include({ seq: 200, state: { n: 200 } });
    }
  });

  it('may be compressed', async () => {
    const server = aServer();
    const results = linesOf(await writer.lines([lineOf(server, 1)], { compressed: true }));
    expect(results).to.deep.equal([{ line: 1, status: 'recorded', seq: [1] }]);
  });

  it('are of the space that is asked, and decided as the caller may', async () => {
    const stranger = new NativeClient(host, { username: 's', roles: ['stranger'] });
    const [result] = linesOf(await stranger.lines([lineOf(aServer(), 1)]));
    expect(result?.status === 'failed' && result.problem).to.include({ status: 403, code: 'FORBIDDEN' });
    const boss = new NativeClient(host, BOSS);
    const at = { at: '2016-02-29', actor: { kind: 'system' as const } };
    expect(linesOf(await boss.lines([lineOf(aServer(), 1, at)])).map(({ status }) => status)).to.deep.equal([
      'recorded',
    ]);
  });
});
