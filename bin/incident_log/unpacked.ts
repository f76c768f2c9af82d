import { createGunzip } from 'node:zlib';
import { FileFault } from './file_fault.js';

/** Bytes that are unpacked at a time: at most a thousand times as many come out of them. */
const PIECE_BYTES = 4096;

/**
 * What the bytes of a gzipped file hold. A stream that fails drops what nobody has read of it yet; here all that
 * comes before the fault is yielded first.
 * @throws FileFault when the file is cut off or damaged, and what reading it fails with
 */
export async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const parts: Buffer[] = [];
  let failure: NodeJS.ErrnoException | undefined;
  const gunzip = createGunzip()
    .on('data', (part: Buffer) => parts.push(part))
    .on('error', (error) => (failure = error));
  const closed = new Promise((resolve) => gunzip.once('close', resolve));
  try {
    for await (const piece of pieces(chunks)) {
      await Promise.race([closed, new Promise((resolve) => gunzip.write(piece, resolve))]);
      yield* parts.splice(0);
      if (failure !== undefined) throw faultOf(failure);
    }
    gunzip.end();
    await closed;
    yield* parts.splice(0);
    if (failure !== undefined) throw faultOf(failure);
  } finally {
    gunzip.destroy();
  }
}

async function* pieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}

function faultOf({ code, message }: NodeJS.ErrnoException): FileFault {
  const problem =
    code === 'Z_BUF_ERROR' ? 'the gzipped file is cut off here' : `the gzipped file is damaged: ${message}`;
  return new FileFault(problem, 'here');
}
