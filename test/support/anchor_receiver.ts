import { once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver got. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of checkpoints on this machine. */
export interface AnchorReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it does with what comes next; `undefined`: it takes it. */
  answer: RequestListener | undefined;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<AnchorReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      if (receiver.answer !== undefined) receiver.answer(request, response);
      else response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: AnchorReceiver = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/checkpoints`,
    received,
    answer: undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
