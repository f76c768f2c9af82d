import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Reply } from '../../server/http/route.js';
import { kibanaRouter } from '../../server/http/kibana/router_module.js';
import { ask, atRest, bodyOf, until } from '../support/answering_server.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { routeOf } from '../support/streaming_router.js';

/** One chunk, then silence; ends as it should when it is told to. */
async function* listening(signal: AbortSignal): AsyncGenerator<string> {
  yield 'first ';
  if (!signal.aborted) await once(signal, 'abort');
  yield 'stopping';
}

/** Never ends by itself. */
async function* deaf(): AsyncGenerator<string> {
  yield 'first';
  await new Promise(() => undefined);
}

let chunks = 0;

/** More than any connection takes. */
async function* flood(): AsyncGenerator<Uint8Array> {
  for (;;) {
    chunks += 1;
    yield await Promise.resolve(new Uint8Array(64_000));
  }
}

/** A part of a plugin, with routes that it does not have yet. */
describe('stop() of a plugin with open streams', () => {
  const { build } = kibanaRouter;
  let host: TestHost;
  let running = false;
  let finish: (reply: Reply) => void;
  const slow = new Promise<Reply>((resolve) => (finish = resolve));

  const answerSlowly = (): Promise<Reply> => {
    running = true;
    return slow;
  };

  before(async () => {
    const replies = { listening, deaf, flood };
    const routes = [
      ...Object.entries(replies).map(([name, stream]) => routeOf(`/${name}`, () => ({ stream }))),
      { ...routeOf('/slow', () => ({})), handle: answerSlowly },
    ];
    const planted: typeof build = (parts) => {
      const built = build(parts);
      return { ...built, routes: [...routes, ...built.routes] };
    };
    Object.assign(kibanaRouter, { build: planted });
    host = await startHost();
  });
  after(async () => {
    Object.assign(kibanaRouter, { build });
    await host.stop();
  });

  const get = (name: string) => ask(Number(new URL(host.url).port), 'GET', `/${name}`);

  it('ends them first, by force what does not end, and then waits for what else is running', async () => {
    const [told, stuck, stalled] = [await get('listening'), await get('deaf'), await get('flood')];
    await atRest(() => chunks);
    const waiting = get('slow');
    await until(() => running);

    const stopping = host.activity.stop();
    expect(await bodyOf(told)).to.equal('first stopping');
    expect(told.complete).to.equal(true);
    const broken = await bodyOf(stuck).catch((error: unknown) => error);
    expect(broken).to.have.property('code', 'ECONNRESET');

    // None of them would have ended by itself. What has an end is still running:
    let stopped = false;
    void stopping.then(() => (stopped = true));
    await wait(300);
    expect(stopped).to.equal(false);
    finish({ body: 'whole' });
    expect(await bodyOf(await waiting)).to.equal('"whole"');
    await stopping;
    stalled.destroy();
  });
});
