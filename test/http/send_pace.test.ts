import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Response } from 'express';
import {
  AnsweringServer,
  ask,
  atRest,
  bodyOf,
  IDLE_MS,
  someTexts,
  TEXT,
  until,
} from '../support/answering_server.js';

describe('the pace at which an answer is written', () => {
  const host = new AnsweringServer();

  it('is made as fast as the client takes it, one item at a time', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(1_000)));
    const response = await ask(port);
    const stalled = await atRest(() => host.seen.texts);
    // Whatever the system keeps for the connection: far from the 200 MB of the whole.
    expect(stalled).to.be.below(400);
    expect(host.seen.portions).to.be.at.most(Math.ceil(stalled / 4) + 1);
    const body = await bodyOf(response);
    expect(body.length).to.equal('{"data":[]}'.length + 4_000 * (TEXT.length + 3) - 1);
  });

  it('ends when the client goes away, and with it what the items hold', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(1_000_000)));
    const response = await ask(port);
    await atRest(() => host.seen.texts);
    expect(host.seen.ended).to.equal(false);
    response.destroy();
    await until(() => host.seen.ended && host.running === 0);
    expect(host.seen.outcome).to.equal('resolved');
  });

  it('ends when the client goes away, also in the middle of a portion', async () => {
    const port = await host.serve(() =>
      host.itemsReply(someTexts(Array.from({ length: 10_000 }, () => TEXT))),
    );
    const response = await ask(port);
    await atRest(() => host.seen.texts);
    response.destroy();
    await until(() => host.seen.outcome === 'resolved');
    expect(host.seen.texts).to.be.below(1_000);
  });

  it('lets others have their turn between portions, however little is in them', async () => {
    let turn = 0;
    const turns = new Set<number>();
    async function* empty(): AsyncGenerator<readonly string[]> {
      for (let i = 0; i < 10; i += 1) {
        setImmediate(() => (turn += 1));
        yield await Promise.resolve([]);
        turns.add(turn);
      }
    }
    const port = await host.serve(() => host.itemsReply(empty()));
    expect(await bodyOf(await ask(port))).to.equal('{"data":[]}');
    expect(turns.size).to.equal(10);
  });

  it('ends when the client goes away while nothing can be read', async () => {
    let goOn: () => void = () => undefined;
    async function* stuck(): AsyncGenerator<readonly string[]> {
      yield* host.portionsOf(1);
      try {
        await new Promise<void>((resolve) => (goOn = resolve));
        for (;;) yield [TEXT];
      } finally {
        host.seen.portions = -1;
      }
    }
    const port = await host.serve(() => host.itemsReply(stuck()));
    const response = await ask(port);
    await atRest(() => host.seen.texts);
    response.destroy();
    await until(() => host.running === 0);
    goOn();
    await until(() => host.seen.portions === -1);
  });

  it('is cut off when the client takes nothing for too long', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(1_000_000)));
    const response = await ask(port);
    await until(() => host.running === 0 && host.seen.ended);
    expect(response.complete).to.equal(false);
  });

  it('is cut off when the client takes nothing of the end of it', async () => {
    // The whole is written: what nobody takes are the buffers.
    const port = await host.serve(() => ({ body: 'y'.repeat(60_000_000) }));
    await ask(port);
    expect(host.running).to.equal(1);
    await until(() => host.running === 0);
  });

  it('goes on as long as the client takes something, or while the store takes its time', async () => {
    async function* slow(): AsyncGenerator<readonly string[]> {
      yield* host.portionsOf(40);
      await wait(3 * IDLE_MS);
      yield* host.portionsOf(1);
    }
    const port = await host.serve(() => host.itemsReply(slow()));
    const response = await ask(port);
    let length = 0;
    for await (const chunk of response) {
      length += (chunk as Buffer).length;
      await wait(IDLE_MS / 30);
    }
    expect(length).to.be.greaterThan(41 * 4 * TEXT.length);
    expect(response.complete).to.equal(true);
  });

  it('leaves a time limit of the host on the connection as it was', async () => {
    const port = await host.serve(() => host.itemsReply(host.portionsOf(2)));
    host.server?.setTimeout(60_000);
    if (host.server !== undefined) host.server.keepAliveTimeout = 0;
    const timeouts: (number | undefined)[] = [];
    host.server?.on('request', (_request, response: Response) => {
      const { socket } = response;
      response.once('close', () => timeouts.push(socket?.timeout));
    });
    await bodyOf(await ask(port));
    await until(() => timeouts.length === 1);
    expect(timeouts).to.deep.equal([60_000]);
  });
});
