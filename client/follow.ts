import type { NativeEntry } from '../common/native.js';
import type { Connection, RequestOptions } from './connection.js';
import { EventParser } from './event_parser.js';
import type { StreamEvent } from './event_parser.js';
import { HistoryProblem, UnexpectedAnswer } from './history_problem.js';
import { queryText } from './query_text.js';
import { isObject } from './wire_checks.js';

/** What is followed: whom it is asked of, where it is, and what is asked for. */
export interface FollowRequest extends RequestOptions {
  readonly connection: Connection;
  readonly path: string;
  readonly query: object;
  /** Where it begins when the query says nothing: asked for once, so that a broken connection loses nothing. */
  readonly now: () => Promise<Readonly<Record<string, number>>>;
}

/** Longer than any server is silent in a stream. */
const SILENCE_MS = 90_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Entries as they come, each once and in order, for as long as it is asked for more. A connection that breaks is made
 * again where it was, after a pause of a second that doubles up to 30 s, or of what the server says.
 * @throws HistoryProblem when the server refuses to go on: 401, 403, 404 and every other 4xx but 408 and 429
 * @throws UnexpectedAnswer when something else answers; the signal's reason when it is aborted
 */
export async function* follow(request: FollowRequest): AsyncGenerator<NativeEntry, void, undefined> {
  const { connection, path, signal, now } = request;
  const place = { lastId: '', failures: 0 };
  let query: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    let pause: number | undefined;
    try {
      query ??= queryText({ ...request.query, ...(await now()) });
      const headers = place.lastId === '' ? {} : { 'last-event-id': place.lastId };
      const options = { type: 'text/event-stream', headers, signal, idleMs: SILENCE_MS };
      const chunks = connection.chunks(path + query, options);
      yield* entriesIn(chunks, place);
    } catch (error) {
      signal?.throwIfAborted();
      pause = pauseAfter(error);
    }
    await rest(pause ?? backOff(place.failures), signal);
    place.failures += 1;
  }
}

/** The entries of one connection until it ends, whatever for; writes down how far it has come. */
async function* entriesIn(
  chunks: AsyncIterable<Uint8Array>,
  place: { lastId: string; failures: number },
): AsyncGenerator<NativeEntry, void, undefined> {
  const [decoder, parser] = [new TextDecoder(), new EventParser()];
  for await (const chunk of chunks) {
    for (const event of parser.push(decoder.decode(chunk, { stream: true }))) {
      place.failures = 0;
      const entry = event.type === 'entry' ? entryOf(event) : undefined;
      if (event.type === 'end') refuseErased(event);
      place.lastId = event.id;
      if (entry !== undefined) yield entry;
    }
  }
}

/** @throws UnexpectedAnswer when it is no entry */
function entryOf({ data }: StreamEvent): NativeEntry {
  const entry = parsed(data);
  // The seam to what the wire types say: the contract's own tests hold the server to them.
  if (isObject(entry) && typeof entry['seq'] === 'number') return entry as unknown as NativeEntry;
  throw new UnexpectedAnswer('An event is no entry.', { status: 200 });
}

/** Of the other reasons whoever comes again is told more. Another record may have the name of one that was erased. */
function refuseErased({ data }: StreamEvent): void {
  const end = parsed(data);
  if (!isObject(end) || end['reason'] !== 'erased') return;
  const problem = { type: 'about:blank', title: 'Not Found', status: 404, requestId: '' } as const;
  throw new HistoryProblem(
    { ...problem, code: 'RECORD_NOT_FOUND', detail: 'The record was erased.' },
    undefined,
  );
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** How long the server wants to be left alone; `undefined`: it does not say. @throws the error when it is final */
function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof HistoryProblem) && !(error instanceof UnexpectedAnswer)) throw error;
  const { status = 503 } = error;
  if (status < 500 && status !== 429 && status !== 408) throw error;
  const seconds = error instanceof HistoryProblem ? error.retryAfterSeconds : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Half of it by chance, so that not all come again at once. */
function backOff(failures: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
  return pause * (0.5 + Math.random() / 2);
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal?.addEventListener('abort', over);
    if (signal?.aborted === true) over();
  });
}
