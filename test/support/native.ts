import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import type { NativeEntry, NativeEntryPage, NativeProblem } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import type { RecordInput } from '../../server/index.js';
import { BOSS, headersOf } from './casebender.js';
import type { TestHost } from './host.js';

/** What most of these records have in common. */
const AN_INPUT: Pick<RecordInput, 'subject' | 'owner' | 'actor'> = {
  subject: { space: 'default', kind: 'alert', id: 'a-1' },
  owner: 'securitySolution',
  actor: { kind: 'user', username: 'ana.garcia', fullName: 'Ana García' },
};

type State = NonNullable<RecordInput['after']>;

/** Records that something came to be, or changed, or went away. */
export async function recordChange(
  { activity }: Pick<TestHost, 'activity'>,
  before: State | undefined,
  after: State | undefined,
  over: Partial<RecordInput> = {},
): Promise<void> {
  await activity.record({
    ...{ ...AN_INPUT, ...over },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
}

/** Talks to our own dialect of a host as one caller; `undefined` sends no credentials. */
export class NativeClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(host: Pick<TestHost, 'url'>, principal: Principal | null = BOSS, space?: string) {
    this.#url = `${host.url}${space === undefined ? '' : `/s/${space}`}/api/activity/v1`;
    this.#headers = principal === null ? {} : headersOf(principal);
  }

  async send(
    method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete' | 'options',
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return request(this.#url)[method](path).set(this.#headers).set(headers);
  }

  /** A body as JSON. */
  async post(
    path: string,
    body: object | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const sent = { 'content-type': 'application/json', ...this.#headers, ...headers };
    return request(this.#url)
      .post(path)
      .set(sent)
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Values as lines, as they come from a file. */
  async lines(
    lines: readonly (object | string)[],
    { compressed = false, headers = {} } = {},
  ): Promise<Response> {
    const text = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
    return request(this.#url)
      .post('/entries')
      .set({ 'content-type': 'application/x-ndjson', ...this.#headers, ...headers })
      .set(compressed ? { 'content-encoding': 'gzip' } : {})
      .buffer(true)
      .parse(asText)
      .serialize((sent: unknown) => sent as string)
      .send((compressed ? gzipSync(text) : text) as string);
  }

  /** What is answered with 200. */
  async read<T>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const response = await this.send('get', path, headers);
    expect(response.status, `${path} ${response.text}`).to.equal(200);
    return response.body as T;
  }

  /** A problem, in the form of one, with this code. */
  async refused(path: string, status: number, code: NativeProblem['code']): Promise<NativeProblem> {
    const response = await this.send('get', path);
    expect(response.status, `${path} ${response.text}`).to.equal(status);
    expect(response.headers['content-type']).to.equal('application/problem+json');
    const problem = JSON.parse(response.text) as NativeProblem;
    expect(problem).to.include({ type: 'about:blank', status, code });
    return problem;
  }

  /** A page of the record's entries. */
  page(query = '', record = 'alert/a-1'): Promise<NativeEntryPage> {
    return this.read<NativeEntryPage>(`/records/${record}/entries${query}`);
  }

  /** Entries from this page on, page by page as `next` leads. */
  async walk(path: string): Promise<NativeEntry[][]> {
    const pages: NativeEntry[][] = [];
    for (let at: string | undefined = path; at !== undefined;) {
      const { entries, page }: NativeEntryPage = await this.read<NativeEntryPage>(at);
      pages.push([...entries]);
      expect(pages.length, 'pages').to.be.below(1_000);
      at = page.next === undefined ? undefined : `${path.split('?', 1)[0] ?? ''}${page.next}`;
    }
    return pages;
  }
}

/** Superagent knows nothing of lines. */
function asText(response: Response, done: (error: Error | null, body: unknown) => void): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', (error) => {
    done(error, undefined);
  });
  stream.on('end', () => {
    done(null, Buffer.concat(chunks).toString());
  });
}
