import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { AUTHORIZATION } from './authorization.js';

/** What the load generator is asked for: these paths in turn, by so many connections, for so long. */
export interface LoadOrder {
  readonly port: number;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly ms: number;
}

/** Connections begin this many paths apart, so that they are seldom at the same one. */
const STRIDE = 5;

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Sends one request after another on one connection until the time is up. Node's own client costs more than some
 * of the servers, so the bytes are written as they are; answers need a `content-length`.
 */
function useConnection({ port, paths }: LoadOrder, first: number, until: number): Promise<number> {
  const requests = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`),
  );
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answered = 0;
    let [chunks, missing]: [Buffer[], number] = [[], -1];
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('close', () => {
      resolve(answered);
    });
    const ask = (): void => {
      socket.write(requests[(first + answered) % requests.length] ?? '');
    };
    socket.once('connect', ask);
    socket.on('data', (chunk) => {
      if (missing < 0) {
        chunks.push(chunk);
        const start = chunks.length === 1 ? chunk : Buffer.concat(chunks);
        const length = lengthOf(start);
        if (length === undefined) return;
        missing = length - start.length;
      } else {
        missing -= chunk.length;
      }
      if (missing > 0) return;
      answered += 1;
      [chunks, missing] = [[], -1];
      if (performance.now() < until) ask();
      else socket.destroy();
    });
  });
}

/** Bytes of a whole answer whose beginning this is; `undefined` if its head has not come yet. */
function lengthOf(start: Buffer): number | undefined {
  const end = start.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = start.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200') || length === undefined) throw new Error(`No use: ${head}`);
  return end + HEAD_END.length + Number(length);
}

process.on('message', (order: LoadOrder) => {
  void (async () => {
    const start = performance.now();
    const connections = Array.from({ length: order.connections }, (_, i) =>
      useConnection(order, i * STRIDE, start + order.ms),
    );
    const answered = (await Promise.all(connections)).reduce((sum, count) => sum + count, 0);
    process.send?.({ answered, rate: (answered * 1000) / (performance.now() - start) });
  })();
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
