import type { OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';

/** What is sent as it is: nothing of it is made up or encoded. */
export interface PlainRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | undefined;
}

/** What came back. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** Connections to one host that are used again: thousands of requests need no thousands of them. */
export class KeptConnections {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 20 });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  send({ method, path, headers, body = '' }: PlainRequest): Promise<PlainAnswer> {
    const { hostname, port, pathname } = this.#url;
    const options = { hostname, port, method, agent: this.#agent, path: pathname.replace(/\/$/, '') + path };
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, headers: { ...headers, ...length } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
