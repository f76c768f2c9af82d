import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'express';
import { ActivityError } from '../../../domain/errors.js';
import { bodyTooLarge } from '../parse_json.js';
import type { BodyLine, LineLimits } from './body_lines.js';
import { bodyLines } from './body_lines.js';
import { leftBody } from './left_body.js';

/** The lines of a body, read as they are asked for, until the signal is aborted. */
export type Lines = (signal: AbortSignal) => AsyncGenerator<BodyLine, void, undefined>;

const DECOMPRESSORS = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;

const READ = 'Request payload was read by the host: mount the plugin before that.';

/**
 * The lines of a body, whoever has read it as text or as bytes; nothing of it is read yet.
 * @throws PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE
 * @throws INVALID_REQUEST when the host has made something else of it
 */
export function readLines(request: Request, limits: LineLimits): Lines {
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) throw bodyTooLarge(limits.maxBytes);
  const found = leftBody(request);
  switch (found.left) {
    case 'stream': {
      const decompress = decompressorOf(request);
      return (signal) => bodyLines(chunksOf(request, decompress, signal), limits);
    }
    case 'nothing':
      return () => bodyLines(atHand(), limits);
    case 'text':
      return () => bodyLines(atHand(Buffer.from(found.text)), limits);
    case 'bytes':
      return () => bodyLines(atHand(found.bytes), limits);
    case 'lost':
    case 'value':
      throw new ActivityError('INVALID_REQUEST', READ);
  }
}

type Decompressor = ReturnType<(typeof DECOMPRESSORS)[keyof typeof DECOMPRESSORS]>;

function decompressorOf({ headers }: Request): (() => Decompressor) | undefined {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return undefined;
  if (Object.hasOwn(DECOMPRESSORS, encoding)) return DECOMPRESSORS[encoding as keyof typeof DECOMPRESSORS];
  throw new ActivityError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
}

/** What comes of a request, no faster than it is asked for. What is left of it in the end is read and dropped. */
async function* chunksOf(
  request: Request,
  decompress: (() => Decompressor) | undefined,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const body = decompress === undefined ? request : decompressed(request, decompress());
  const chunks: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  try {
    for (let next = await unlessStopped(chunks, signal); next?.done === false;) {
      yield next.value;
      next = await unlessStopped(chunks, signal);
    }
  } catch (cause) {
    throw new ActivityError('INVALID_REQUEST', 'Request payload cannot be read.', { cause });
  } finally {
    if (body !== request) {
      request.unpipe();
      body.destroy();
    }
    // A connection that is kept could not be used again.
    request.resume();
  }
}

function decompressed(request: Request, decompressor: Decompressor): Readable {
  // Without this, a request that is broken off would leave it waiting.
  request.once('error', (error) => decompressor.destroy(error));
  request.once('close', () => {
    if (!request.complete) decompressor.destroy(new Error('The request was broken off.'));
  });
  return request.pipe(decompressor);
}

/** What comes next; `undefined` when it is not wanted any more. */
function unlessStopped(
  chunks: AsyncIterator<Uint8Array>,
  signal: AbortSignal,
): Promise<IteratorResult<Uint8Array> | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve(undefined);
    };
    signal.addEventListener('abort', stop, { once: true });
    chunks
      .next()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', stop);
      });
  });
}

async function* atHand(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  await Promise.resolve();
  yield* chunks;
}
