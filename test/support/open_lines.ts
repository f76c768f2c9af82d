import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { NativeLineResult } from '../../common/native_ingest.js';

/** Lines on their way to a host: sent and answered at the same time, as slowly as one likes. */
export class OpenLines {
  readonly #sent: ClientRequest;
  readonly #response: Promise<IncomingMessage>;
  #results: AsyncGenerator<NativeLineResult, void, undefined> | undefined;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#sent = request(`${url}/api/activity/v1/entries`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/x-ndjson', ...headers },
    });
    this.#sent.on('error', () => undefined);
    this.#response = once(this.#sent, 'response').then(([response]) => response as IncomingMessage);
    this.#response.catch(() => undefined);
  }

  /** Resolves when the text is taken off our hands. */
  async write(text: string | Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#sent.write(text, () => {
        resolve();
      });
    });
  }

  end(): void {
    this.#sent.end();
  }

  /** Goes away, whatever is under way. */
  cut(): void {
    this.#sent.destroy();
  }

  /** What is said next; `undefined` at the end. */
  async next(): Promise<NativeLineResult | undefined> {
    this.#results ??= resultsOf(await this.#response);
    const { done, value } = await this.#results.next();
    return done === true ? undefined : value;
  }

  /** All that is still said. */
  async rest(): Promise<NativeLineResult[]> {
    const results: NativeLineResult[] = [];
    for (let next = await this.next(); next !== undefined; next = await this.next()) results.push(next);
    return results;
  }
}

async function* resultsOf(response: IncomingMessage): AsyncGenerator<NativeLineResult, void, undefined> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as NativeLineResult;
  }
  if (text !== '') throw new Error(`Half a line: ${text}`);
}
