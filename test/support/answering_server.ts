import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import express from 'express';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { itemsOf } from '../../server/http/answer/items.js';
import type { Reply } from '../../server/http/route.js';
import { send } from '../../server/http/answer/send.js';
import { Streams } from '../../server/http/answer/streams.js';

export const TEXT = 'x'.repeat(50_000);
export const IDLE_MS = 1000;
const LIMITS = { max: 10, maxPerPrincipal: 10 };

/** What a server saw of one answer. */
interface Seen {
  /** Portions that were asked for, and texts that were made. */
  portions: number;
  texts: number;
  /** Nobody wants more of them. */
  ended: boolean;
  /** How `send` ended. */
  outcome?: 'resolved' | 'rejected';
}

/** A server for every test of the suite that calls this, which gives the replies it is told to. */
export class AnsweringServer {
  server: Server | undefined;
  seen: Seen = { portions: 0, texts: 0, ended: false };
  /** Streams that have begun, and those that have not ended. */
  started = 0;
  running = 0;

  constructor() {
    beforeEach(() => {
      this.seen = { portions: 0, texts: 0, ended: false };
      this.started = 0;
      this.running = 0;
    });
    afterEach(async () => {
      this.server?.closeAllConnections();
      await new Promise((resolve) => this.server?.close(resolve));
    });
  }

  /** Portions of four texts until there are enough, or the failure at that place. */
  async *portionsOf(count: number, failAt?: number): AsyncGenerator<readonly string[]> {
    try {
      for (let i = 0; i < count; i += 1) {
        this.seen.portions += 1;
        await Promise.resolve();
        if (i === failAt) throw new Error('no more');
        yield [TEXT, TEXT, TEXT, TEXT];
      }
    } finally {
      this.seen.ended = true;
    }
  }

  itemsReply(portions: AsyncIterable<readonly string[]>, over: Partial<Reply> = {}): Reply {
    const textOf = (text: string): string => {
      this.seen.texts += 1;
      return JSON.stringify(text);
    };
    return { items: itemsOf(portions, textOf, { before: '{"data":', after: '}' }), ...over };
  }

  /** Answers every request so; what is sent if that fails is up to the test. */
  async serve(reply: () => Reply, prepare: (response: Response) => void = () => undefined): Promise<number> {
    const streams = new Streams(
      { ...LIMITS, endless: LIMITS, idleMs: IDLE_MS },
      {
        ...SILENT_TELEMETRY,
        streamStarted: () => {
          this.started += 1;
          this.running += 1;
          return () => (this.running -= 1);
        },
      },
    );
    const app = express();
    app.use(async (_request, response) => {
      prepare(response);
      try {
        const headers = { vary: 'Accept-Language', 'x-of': 'the answer' };
        await send(response, reply(), headers, { streams, caller: 'somebody' });
        this.seen.outcome = 'resolved';
      } catch {
        this.seen.outcome = 'rejected';
        if (response.headersSent) response.destroy();
        else response.status(503).end();
      }
    });
    this.server = app.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }
}

/** The answer, of which nothing is read yet. */
export async function ask(port: number, method = 'GET', path = '/'): Promise<IncomingMessage> {
  const sent = request({ port, method, path, host: '127.0.0.1', agent: false });
  sent.on('error', () => undefined);
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

export async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export async function* someTexts(
  ...portions: readonly (readonly string[])[]
): AsyncGenerator<readonly string[]> {
  for (const portion of portions) yield await Promise.resolve(portion);
}

/** What a figure comes to when it does not change any more. */
export async function atRest(figure: () => number): Promise<number> {
  for (let last = -1; figure() !== last || last === 0;) {
    last = figure();
    await wait(150);
  }
  return figure();
}

/** Resolves as soon as the condition holds; the test's own time limit ends it otherwise. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10);
}
