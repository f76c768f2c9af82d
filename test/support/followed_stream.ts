import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { expect } from 'chai';
import type { NativeEntry, NativeProblem } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import { BOSS, headersOf } from './casebender.js';
import type { TestHost } from './host.js';

/** An event as it came, and comments and other blocks as they are. */
export interface ReceivedEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  readonly text: string;
}

/** Who follows, from where. */
export interface FollowOptions {
  readonly principal?: Principal | null;
  readonly space?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

/** A stream of events as a client sees it; what it is not asked for stays where it is when it is paused. */
export class FollowedStream {
  readonly response: IncomingMessage;
  readonly events: ReceivedEvent[] = [];
  ended: 'no' | 'whole' | 'cut' = 'no';
  #text = '';
  #wake: () => void = () => undefined;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8').on('data', (part: string) => {
      this.#take(part);
    });
    response
      .on('error', () => undefined)
      .once('close', () => {
        this.ended = response.complete ? 'whole' : 'cut';
        this.#wake();
      });
  }

  /** The answer to a request, whatever it is. */
  static async ask(
    { url }: Pick<TestHost, 'url'>,
    path: string,
    { principal = BOSS, space, headers = {}, method = 'GET' }: FollowOptions = {},
  ): Promise<IncomingMessage> {
    const root = `${url}${space === undefined ? '' : `/s/${space}`}/api/activity/v1`;
    const own = principal === null ? {} : headersOf(principal);
    const sent = request(root + path, { method, agent: false, headers: { ...own, ...headers } });
    sent.on('error', () => undefined).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  }

  /** A stream that has begun. */
  static async open(
    host: Pick<TestHost, 'url'>,
    path: string,
    options?: FollowOptions,
  ): Promise<FollowedStream> {
    const response = await FollowedStream.ask(host, path, options);
    expect(response.statusCode, path).to.equal(200);
    expect(response.headers['content-type']).to.equal('text/event-stream');
    return new FollowedStream(response);
  }

  /** A problem, in the form of one, with this code. */
  static async refused(
    host: Pick<TestHost, 'url'>,
    path: string,
    options?: FollowOptions,
  ): Promise<{ readonly problem: NativeProblem; readonly response: IncomingMessage }> {
    const response = await FollowedStream.ask(host, path, options);
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += String(part);
    expect(response.headers['content-type'], text).to.equal('application/problem+json');
    return { problem: JSON.parse(text) as NativeProblem, response };
  }

  get entries(): readonly NativeEntry[] {
    return this.events.flatMap(({ event, data = '' }) =>
      event === 'entry' ? [JSON.parse(data) as NativeEntry] : [],
    );
  }

  /** Of the entries that have come. */
  get seqs(): readonly number[] {
    return this.entries.map(({ seq }) => seq);
  }

  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  /** Resolves when it is so; the test's own time limit ends it otherwise. @throws when the stream ends before */
  async until(holds: (stream: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.ended !== 'no') throw new Error(`The stream has ended: ${JSON.stringify(this.events.at(-1))}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves when so many entries have come. */
  has(entries: number): Promise<void> {
    return this.until((stream) => stream.entries.length >= entries);
  }

  /** The reason with which it ends. */
  async end(): Promise<string> {
    while (this.ended === 'no') await new Promise<void>((resolve) => (this.#wake = resolve));
    const { event, data = '{}' } = this.events.at(-1) ?? {};
    expect([this.ended, event]).to.deep.equal(['whole', 'end']);
    return (JSON.parse(data) as { reason: string }).reason;
  }

  close(): void {
    this.response.destroy();
  }

  #take(part: string): void {
    const blocks = (this.#text + part).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const text of blocks) {
      const fields = text.split('\n').map((line) => /^(\w*): (.*)$/.exec(line)?.slice(1) ?? [line]);
      this.events.push({ ...Object.fromEntries(fields as [string, string][]), text });
    }
    this.#wake();
  }
}
