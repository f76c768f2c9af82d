import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { absoluteNow } from './absolute_now.js';

/** A stream of the space; tells when events come. */
export class OpenStream {
  readonly #response: IncomingMessage;
  #waiting: ((at: number) => void) | undefined;
  #arrived: number | undefined;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding('utf8').on('data', (text: string) => {
      if (!text.includes('event: entry')) return;
      const at = absoluteNow();
      if (this.#waiting === undefined) this.#arrived = at;
      else this.#waiting(at);
      this.#waiting = undefined;
    });
  }

  /** Resolves when its first chunk is there. @throws when it is refused */
  static async open(port: number): Promise<OpenStream> {
    const asked = request({ port, host: '127.0.0.1', path: '/api/activity/v1/stream', agent: false }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`A stream was answered ${String(response.statusCode)}.`);
    const stream = new OpenStream(response);
    await once(response, 'data');
    return stream;
  }

  /** When the next event comes, or has come since the last one that was asked for. */
  async next(): Promise<number> {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    return arrived ?? new Promise((resolve) => (this.#waiting = resolve));
  }

  close(): void {
    this.#response.on('error', () => undefined).destroy();
  }
}
