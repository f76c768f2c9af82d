import { bodyText } from './body_text.js';
import { IdleTimer } from './idle_timer.js';
import { HistoryProblem, UnexpectedAnswer } from './history_problem.js';
import type { Answer } from './wire_checks.js';
import { isObject, isProblem } from './wire_checks.js';

/** Where the API is and how it is asked. */
export interface ConnectionOptions {
  /** Where the plugin stands, such as `https://soc.example` or `https://soc.example/history`. */
  readonly url: string;
  /** Default: `default`. */
  readonly space?: string | undefined;
  /** Asked before each request; sent as bearer token. */
  readonly getToken?: (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Sent with each request, such as an API key. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** BCP 47 tag of the language of sentences. */
  readonly locale?: string | undefined;
  /** How long one answer may take, in milliseconds; default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch | undefined;
}

/** Ends requests from outside. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What is sent besides credentials. */
export interface SentRequest extends Pick<RequestInit, 'method' | 'body'> {
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is read as it comes. */
export interface ChunksOptions extends RequestOptions {
  /** The media type that it has to have. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a chunk may take, in milliseconds; default: as long as an answer. */
  readonly idleMs?: number;
}

const TIMEOUT_MS = 30_000;

/** Asks one space of one server. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #root: string;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { url, space } = options;
    const ofSpace = space === undefined ? '' : `/s/${encodeURIComponent(space)}`;
    this.#root = `${url.replace(/\/+$/, '')}${ofSpace}/api/activity/v1`;
  }

  /**
   * The object that is answered.
   * @throws HistoryProblem when the server refuses the request
   * @throws UnexpectedAnswer when something else answers, or nothing in time
   */
  async get(path: string, options: RequestOptions = {}): Promise<Answer> {
    const { response, text } = await this.ask(path, {}, options);
    return answerOf(response, text);
  }

  /**
   * What is answered to a request that may write, as text; throws as `get` does, except that what the server says is
   * not looked at.
   */
  async ask(
    path: string,
    request: SentRequest,
    { signal }: RequestOptions,
  ): Promise<{ readonly response: Response; readonly text: string }> {
    const { fetch: ask = fetch, timeoutMs = TIMEOUT_MS } = this.#options;
    const headers = { ...(await this.#headers()), ...request.headers };
    const signals = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
    let response: Response;
    let text: string;
    try {
      response = await ask(this.#root + path, { ...request, headers, signal: AbortSignal.any(signals) });
      text = await bodyText(response);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof UnexpectedAnswer) throw cause;
      throw new UnexpectedAnswer('The server does not answer.', { cause });
    }
    return { response, text };
  }

  /**
   * The body of an answer of this media type, chunk by chunk as it is asked for; each has to come in time. The request
   * ends when nobody wants more of it.
   * @throws as `get`
   */
  async *chunks(
    path: string,
    { type, signal, headers: more, idleMs }: ChunksOptions,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { fetch: ask = fetch, timeoutMs = TIMEOUT_MS } = this.#options;
    const idle = new IdleTimer();
    const signals = [idle.signal, ...(signal === undefined ? [] : [signal])];
    try {
      const headers = { ...(await this.#headers()), accept: `${type}, application/problem+json`, ...more };
      const init = { headers, signal: AbortSignal.any(signals), cache: 'no-store' } as const;
      const response = await idle.during(ask(this.#root + path, init), timeoutMs);
      if (!isOfType(response, type)) {
        answerOf(response, await idle.during(bodyText(response), timeoutMs));
        throw new UnexpectedAnswer(`The answer is not ${type}.`, { status: response.status });
      }
      const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
      const read = async (): Promise<Uint8Array | undefined> =>
        (await idle.during(reader?.read(), idleMs ?? timeoutMs))?.value;
      for (let chunk = await read(); chunk !== undefined; chunk = await read()) yield chunk;
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof UnexpectedAnswer || cause instanceof HistoryProblem) throw cause;
      throw new UnexpectedAnswer('The server does not answer.', { cause });
    } finally {
      // Whoever wants no more of it ends the connection.
      idle.abort();
    }
  }

  async #headers(): Promise<Readonly<Record<string, string>>> {
    const { getToken, headers, locale } = this.#options;
    const token = await getToken?.();
    return {
      accept: 'application/json',
      ...(locale !== undefined && { 'accept-language': locale }),
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
  }
}

function isOfType({ status, headers }: Response, type: string): boolean {
  const [sent = ''] = (headers.get('content-type') ?? '').split(';', 1);
  return status === 200 && sent.trim().toLowerCase() === type;
}

/** The object that an answer has for its body; throws as `get` does. */
export function answerOf({ status, headers }: Response, text: string): Answer {
  const body = parsed(text, status);
  if ((status === 200 || status === 201) && isObject(body)) return body;
  if (!isProblem(body) || body.status !== status) {
    throw new UnexpectedAnswer('The answer is not one of the history API.', { status });
  }
  const seconds = Number(headers.get('retry-after') ?? NaN);
  throw new HistoryProblem(body, Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined);
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnexpectedAnswer('The answer is no JSON.', { status, cause });
  }
}
