import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { aServer, lineOf, linesOf, problemOf, WRITER } from '../support/ingest.js';
import { NativeClient } from '../support/native.js';
import { sendBytes } from '../support/raw_request.js';
import { OpenLines } from '../support/open_lines.js';

const MEBIBYTE = 1_048_576;

describe('lines on their way (N7.1, N7.3)', function () {
  this.timeout(120_000);
  let host: TestHost;
  let writer: NativeClient;
  before(async () => {
    host = await startAlertHost();
    writer = new NativeClient(host, WRITER);
  });
  after(() => host.stop());

  const open = (headers = {}): OpenLines => new OpenLines(host.url, { ...headersOf(WRITER), ...headers });
  const text = (line: object): string => `${JSON.stringify(line)}\n`;
  const step = (server: ReturnType<typeof aServer>, n: number): string =>
    text(lineOf(server, n, { ...(n > 1 && { before: { n: n - 1 } }), after: { n } }));

  it('are answered one by one, before the next one is sent', async () => {
    const [lines, server] = [open(), aServer()];
    for (let n = 1; n <= 3; n += 1) {
      await lines.write(step(server, n));
      expect(await lines.next()).to.deep.equal({ line: n, status: 'recorded', seq: [n] });
      expect(await writer.read<{ head: number }>(server.path)).to.have.property('head', n);
    }
    lines.end();
    expect(await lines.rest()).to.deep.equal([]);
  });

  it('are all taken from a client that reads nothing while sending', async () => {
    const lines = open();
    for (let i = 0; i < 10; i += 1) await lines.write('{"a":1}\n'.repeat(1_000));
    lines.end();
    const results = await lines.rest();
    expect(results.map(({ line }) => line)).to.deep.equal(Array.from({ length: 10_000 }, (_, i) => i + 1));
  });

  it('that are cut off are recorded up to there, and once when they are sent again', async () => {
    const servers = Array.from({ length: 4 }, aServer);
    const file = Array.from({ length: 400 }, (_, i) =>
      step(servers[i % 4] ?? aServer(), Math.floor(i / 4) + 1),
    );
    for (let round = 0; round < 3; round += 1) {
      const lines = open();
      await lines.write(file.join('').slice(0, -20));
      for (let i = 0; i < 40 * (round + 1); i += 1) await lines.next();
      lines.cut();
    }
    const lines = open();
    await lines.write(file.join(''));
    lines.end();
    const results = await lines.rest();
    expect(results).to.have.length(400);
    expect(new Set(results.map(({ status }) => status))).to.deep.equal(new Set(['duplicate', 'recorded']));
    expect(results.slice(0, 40).every(({ status }) => status === 'duplicate')).to.equal(true);
    for (const { path } of servers) {
      expect(await writer.read(`${path}/state`)).to.deep.include({ seq: 100, state: { n: 100 } });
    }
  });

  it('end with a line that is longer than 1 MiB; what came before stays', async () => {
    const [lines, server] = [open(), aServer()];
    await lines.write(step(server, 1) + `{"x":"${'x'.repeat(MEBIBYTE)}"}\n` + step(server, 2));
    const results = await lines.rest();
    expect(results.map(({ line, status }) => [line, status])).to.deep.equal([
      [1, 'recorded'],
      [2, 'failed'],
    ]);
    expect(results[1]).to.have.nested.property('problem.code', 'PAYLOAD_TOO_LARGE');
    lines.cut();
  });

  it('end behind 100,000 lines', async () => {
    const lines = open();
    await lines.write('\n'.repeat(100_000));
    await lines.write(step(aServer(), 1));
    lines.end();
    const [last, ...more] = await lines.rest();
    expect(last).to.include({ line: 100_001, status: 'failed' });
    expect(more).to.deep.equal([]);
  });

  it('are refused at once where they say that they are more than 64 MiB', async () => {
    const type = { 'content-type': 'application/x-ndjson', ...headersOf(WRITER) };
    const length = { 'content-length': String(64 * MEBIBYTE + 1) };
    const { status, body } = await sendBytes(`${host.url}/api/activity/v1/entries`, { ...type, ...length }, [
      '{}',
    ]);
    expect(status).to.equal(413);
    expect(body).to.include({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it('end where they cannot be decompressed any more, or are more than 64 MiB by then', async () => {
    const server = aServer();
    const whole = gzipSync(step(server, 1) + ' '.repeat(500_000));
    const cut = open({ 'content-encoding': 'gzip' });
    await cut.write(whole.subarray(0, -8));
    cut.end();
    expect((await cut.rest()).map(({ line, status }) => [line, status])).to.deep.equal([
      [1, 'recorded'],
      [2, 'failed'],
    ]);
    const bomb = open({ 'content-encoding': 'gzip' });
    await bomb.write(gzipSync(`${' '.repeat(MEBIBYTE - 1)}\n`.repeat(65)));
    bomb.end();
    const [last] = await bomb.rest();
    expect(last).to.have.nested.property('problem.code', 'PAYLOAD_TOO_LARGE');
    problemOf(
      await writer.lines([], { headers: { 'content-encoding': 'rot13', 'transfer-encoding': 'chunked' } }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
  });

  it('fail one by one when they are no UTF-8', async () => {
    const lines = open();
    await lines.write(
      Buffer.concat([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(step(aServer(), 1))]),
    );
    lines.end();
    const results = await lines.rest();
    expect(results.map(({ status }) => status)).to.deep.equal(['failed', 'recorded']);
  });

  it('come byte by byte as well', async () => {
    const server = aServer();
    const lines = open();
    for (const byte of step(server, 1)) await lines.write(byte);
    lines.end();
    expect(await lines.rest()).to.deep.equal([{ line: 1, status: 'recorded', seq: [1] }]);
  });

  it('do not keep a host from stopping', async () => {
    const own = await startAlertHost();
    const lines = new OpenLines(own.url, headersOf(WRITER));
    const server = aServer();
    await lines.write(step(server, 1));
    expect(await lines.next()).to.include({ status: 'recorded' });
    await own.stop();
    expect(await lines.rest().catch(() => [])).to.deep.equal([]);
  });

  it('leave a connection that can be used again', async () => {
    const results = linesOf(await writer.lines([lineOf(aServer(), 1)]));
    expect(results.map(({ status }) => status)).to.deep.equal(['recorded']);
  });
});
