import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Reply } from '../../server/http/route.js';
import { ask, atRest, bodyOf, until } from '../support/answering_server.js';
import type { ServedRouter } from '../support/streaming_router.js';
import { routeOf, serveRoutes } from '../support/streaming_router.js';

const EVENTS = { 'content-type': 'text/event-stream' };
const CHUNK = new Uint8Array(64_000);

describe('an answer that is streamed chunk by chunk', () => {
  let served: ServedRouter;
  /** What the source of the test saw. */
  let seen: { opened: number; chunks: number; ended: boolean; signal?: AbortSignal };
  beforeEach(() => {
    seen = { opened: 0, chunks: 0, ended: false };
  });
  afterEach(() => served.close());

  async function get(reply: Reply, idleMs?: number): Promise<IncomingMessage> {
    served = await serveRoutes([routeOf('/', () => reply)], idleMs);
    return ask(served.port);
  }

  /** The reply whose source is watched. */
  function watched(chunks: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>): Reply {
    async function* source(signal: AbortSignal): AsyncGenerator<string | Uint8Array> {
      seen.opened += 1;
      seen.signal = signal;
      try {
        for await (const chunk of chunks(signal)) {
          seen.chunks += 1;
          yield chunk;
        }
      } finally {
        seen.ended = true;
      }
    }
    return { headers: EVENTS, stream: source };
  }

  /** More than any connection takes on its own. */
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield await Promise.resolve(CHUNK);
  }

  /** One chunk, then silence until it is told to end. */
  async function* silent(signal: AbortSignal): AsyncGenerator<string> {
    yield 'first ';
    if (!signal.aborted) await once(signal, 'abort');
    yield 'last';
  }

  it('has bytes and text of any type as they come, and the headers of the dialect', async () => {
    async function* mixed(): AsyncGenerator<string | Uint8Array> {
      yield await Promise.resolve('ñ ');
      yield Uint8Array.of(0xff, 0x00);
      yield ' end';
    }
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await get({ status: 203, headers, stream: mixed });
    expect(response.statusCode).to.equal(203);
    expect(response.headers).to.include({ ...headers, 'cache-control': 'no-store' });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('hex')).to.equal(
      `${Buffer.from('ñ ').toString('hex')}ff00${Buffer.from(' end').toString('hex')}`,
    );
  });

  it('goes out at once, whatever comes behind it', async () => {
    const response = await get(watched(silent));
    const [first] = (await once(response, 'data')) as [Buffer];
    expect([first.toString(), seen.ended]).to.deep.equal(['first ', false]);
  });

  it('is made as fast as the client takes it, one chunk at a time', async () => {
    const response = await get(watched(endless));
    const stalled = await atRest(() => seen.chunks);
    // Whatever the system keeps for the connection; nothing is asked for beyond that.
    expect(stalled * CHUNK.length).to.be.below(20_000_000);
    let taken = 0;
    for await (const chunk of response) {
      taken += (chunk as Buffer).length;
      if (taken > 2 * stalled * CHUNK.length) break;
    }
    expect(seen.chunks).to.be.above(stalled);
  });

  it('ends when the client goes away, also while its source waits', async () => {
    const response = await get(watched(silent));
    await once(response, 'data');
    response.destroy();
    await until(() => seen.ended);
    expect(seen.signal?.aborted).to.equal(true);
    expect(served.errors).to.deep.equal([]);
    await served.requests.idle(60_000);
  });

  it('ends when the client goes away while it takes nothing', async () => {
    const response = await get(watched(endless));
    await atRest(() => seen.chunks);
    response.destroy();
    await until(() => seen.ended);
    expect([seen.signal?.aborted, served.errors]).to.deep.equal([true, []]);
  });

  it('has not failed when its source fails because it was told to end', async () => {
    async function* waiting(signal: AbortSignal): AsyncGenerator<string> {
      yield 'first';
      await wait(60_000, undefined, { signal });
    }
    const response = await get(watched(waiting));
    await once(response, 'data');
    response.destroy();
    await until(() => seen.ended);
    await served.requests.idle(60_000);
    expect(served.errors).to.deep.equal([]);
  });

  it('is broken off when its source fails: it never looks whole', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield await Promise.resolve('first');
      throw new Error('no more');
    }
    const response = await get(watched(failing));
    const body = await bodyOf(response).catch((error: unknown) => error);
    expect(body).to.have.property('code', 'ECONNRESET');
    expect(response.complete).to.equal(false);
    expect(served.errors).to.have.length(1);
  });

  it('is an error like any other when its source fails before the first chunk', async () => {
    async function* failing(): AsyncGenerator<string> {
      await Promise.resolve();
      if (seen.opened > 0) throw new Error('nothing');
      yield '';
    }
    const response = await get(watched(failing));
    expect([response.statusCode, await bodyOf(response)]).to.deep.equal([500, '{"failed":"Error: nothing"}']);
    expect(response.headers['content-type']).to.equal('application/json; charset=utf-8');
  });

  it('is cut off when the client takes nothing for too long, and its source is told', async () => {
    const response = await get(watched(endless), 500);
    await until(() => seen.ended);
    expect(response.complete).to.equal(false);
    expect(seen.signal?.aborted).to.equal(true);
  });

  it('is left alone while there is nothing to take', async () => {
    const response = await get(watched(silent), 200);
    await once(response, 'data');
    await wait(1_000);
    expect([seen.ended, response.complete]).to.deep.equal([false, false]);
  });

  it('counts from before its first chunk, and is not opened where there are too many', async () => {
    served = await serveRoutes([routeOf('/', () => watched(silent))]);
    const open = [await ask(served.port), await ask(served.port)];
    const refused = await ask(served.port);
    expect(await bodyOf(refused)).to.contain('Too many answers');
    expect(seen.opened).to.equal(2);
    for (const response of open) response.destroy();
  });

  it('is not opened any more once streams have been ended', async () => {
    served = await serveRoutes([routeOf('/', () => watched(silent))]);
    await served.streams.end();
    const refused = await ask(served.port);
    expect([refused.statusCode, await bodyOf(refused)]).to.deep.equal([
      500,
      '{"failed":"ActivityError: The process is stopping."}',
    ]);
    expect(seen.opened).to.equal(0);
  });

  it('is not opened for HEAD', async () => {
    served = await serveRoutes([routeOf('/', () => watched(silent))]);
    const response = await ask(served.port, 'HEAD');
    expect([response.statusCode, await bodyOf(response)]).to.deep.equal([200, '']);
    expect(response.headers).to.include(EVENTS);
    expect(seen.opened).to.equal(0);
  });
});
