import type { Response } from 'express';
import { CHUNK_CHARACTERS, chunksOf } from './items.js';
import type { FailureReply, Reply } from '../route.js';
import type { Streams } from './streams.js';
import { endWhole, writeChunks } from './write_chunks.js';

const JSON_TYPE = 'application/json; charset=utf-8';

type Headers = Readonly<Record<string, string>>;

/** Whom an answer goes to, when it is too large to be written in one piece or has no end. */
export interface Recipient {
  readonly streams: Streams;
  /** By which their streams are counted. */
  readonly caller: string;
}

/**
 * Writes the reply. Items and streams that fail before the first byte leave the response as it was; if they fail
 * later, it rejects with headers sent: the connection has to be broken, or a short answer would look whole.
 * @throws TOO_MANY_STREAMS, STREAMS_EXHAUSTED before the first byte of an answer that is not written in one piece
 */
export async function send(
  response: Response,
  reply: Reply,
  headers: Headers,
  { streams, caller }: Recipient,
): Promise<void> {
  const head = (): void => {
    writeHead(response, reply, headers);
  };
  const begin = (): void => {
    streams.begin(response, caller);
  };
  const { items, stream } = reply;
  if (items === undefined && stream === undefined) {
    sendWhole(response, reply, headers, begin);
  } else if (response.req.method === 'HEAD') {
    head();
    response.end();
  } else if (items !== undefined) {
    await writeChunks(response, chunksOf(items), { stream: begin, head });
  } else if (stream !== undefined) {
    await sendStream(response, stream, head, streams.open(response, caller, reply));
  }
}

/** Writes the answer to a failed request. */
export function sendFailure(response: Response, reply: FailureReply, headers: Headers): void {
  sendWhole(response, reply, headers, () => undefined);
}

function sendWhole(response: Response, reply: Reply, headers: Headers, begin: () => void): void {
  const text = reply.body === undefined ? undefined : Buffer.from(JSON.stringify(reply.body));
  // A write has happened: its answer is never refused.
  if (text !== undefined && text.length > CHUNK_CHARACTERS && response.req.method === 'GET') begin();
  writeHead(response, reply, headers);
  if (text === undefined) response.end(reply.text);
  else endWhole(response, text);
}

/** What fails because it was told to end has not failed: nobody is there any more, or the process stops. */
async function sendStream(
  response: Response,
  stream: NonNullable<Reply['stream']>,
  head: () => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const chunks = stream(signal)[Symbol.asyncIterator]();
    await writeChunks(response, chunks, { stream: () => undefined, head });
  } catch (error) {
    if (!signal.aborted) throw error;
    response.destroy();
  }
}

function writeHead(response: Response, reply: Reply, headers: Headers): void {
  response.statusCode = reply.status ?? 200;
  if (reply.items !== undefined || reply.body !== undefined) response.setHeader('content-type', JSON_TYPE);
  for (const [name, value] of Object.entries({ ...headers, ...reply.headers })) {
    // What the host's own middleware varies by still counts.
    if (name.toLowerCase() === 'vary') response.vary(value);
    else response.setHeader(name, value);
  }
}
