import { once } from 'node:events';
import type { Response } from 'express';
import type { Reply } from './route.js';

/** Elements are joined up to about this many characters before they are written: fewer, larger writes. */
const CHUNK_CHARACTERS = 65_536;

/** Writes the reply. A stream of items that fails in the middle ends the connection: never a short list that looks whole. */
export async function send(
  response: Response,
  reply: Reply,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.statusCode = reply.status ?? 200;
  for (const [name, value] of Object.entries({ ...headers, ...reply.headers })) {
    // What the host's own middleware varies by still counts.
    if (name.toLowerCase() === 'vary') response.vary(value);
    else response.setHeader(name, value);
  }
  if (reply.items !== undefined) {
    await sendItems(response, reply.items);
    return;
  }
  if (reply.text !== undefined) {
    response.end(reply.text);
  } else if (reply.body === undefined) {
    response.end();
  } else {
    const bytes = Buffer.from(JSON.stringify(reply.body));
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
  }
}

async function sendItems(response: Response, items: AsyncIterable<readonly string[]>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  // Errors before the first portion still get a proper answer: no header is out yet.
  let next = await iterator.next();
  response.setHeader('content-type', 'application/json; charset=utf-8');
  try {
    let chunk = '[';
    let separator = '';
    while (next.done !== true) {
      for (const text of next.value) {
        chunk += separator + text;
        separator = ',';
        if (chunk.length < CHUNK_CHARACTERS) continue;
        if (!response.write(chunk)) await writable(response);
        if (response.destroyed) return;
        chunk = '';
      }
      next = await iterator.next();
    }
    response.end(`${chunk}]`);
  } finally {
    await iterator.return?.();
  }
}

async function writable(response: Response): Promise<void> {
  const gone = new AbortController();
  const closed = (): void => {
    gone.abort();
  };
  response.once('close', closed);
  try {
    if (!response.destroyed) await once(response, 'drain', { signal: gone.signal });
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    response.off('close', closed);
  }
}
