import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { Response } from 'express';

/** A part of a body. */
export type Chunk = string | Uint8Array;

/** What has to be done before the first byte of a body goes out. */
export interface Beginning {
  /** It will not be written in one piece; may throw instead, as nothing is out yet. */
  readonly stream: () => void;
  /** It is certain. */
  readonly head: () => void;
}

/**
 * Writes a body chunk by chunk, no faster than the client takes it: the next one is asked for when the one before is
 * taken, so that no more than one waits here. What the iterator returns is the last chunk; a body of which that is all
 * has a length and goes out in one piece. Whatever happens, the iterator is told that nobody wants more of it.
 * Rejects as the iterator does: with nothing written as long as it has not yielded.
 */
export async function writeChunks(
  response: Response,
  chunks: AsyncIterator<Chunk, unknown>,
  begin: Beginning,
): Promise<void> {
  try {
    let next = await chunks.next();
    if (isGone(response)) return;
    if (next.done === true) {
      begin.head();
      endWhole(response, lastOf(next.value));
      return;
    }
    begin.stream();
    begin.head();
    while (next.done !== true) {
      if (!response.write(next.value)) await writable(response);
      await turn();
      if (isGone(response)) return;
      next = await chunks.next();
    }
    response.end(lastOf(next.value));
  } finally {
    await chunks.return?.();
  }
}

/** Writes a body in one piece, with its length. */
export function endWhole(response: Response, body: Chunk): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

function isGone(response: Response): boolean {
  return response.destroyed;
}

function lastOf(returned: unknown): Chunk {
  return typeof returned === 'string' || returned instanceof Uint8Array ? returned : '';
}

/** Resolves when the client wants more or is gone. */
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
