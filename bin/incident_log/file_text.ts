import { createReadStream } from 'node:fs';
import { whyUnreadable } from '../why_unreadable.js';
import { decoded } from './decoded.js';
import { FileFault } from './file_fault.js';
import { unpacked } from './unpacked.js';

/** How a file is read. */
export interface FileTextOptions {
  /** Label of a WHATWG encoding, `utf-8` unless given; a byte order mark of the file wins over it. */
  readonly encoding?: string | undefined;
  /** Told how many bytes of the file have been read. */
  readonly onBytes?: (bytes: number) => void;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
/** Bytes of the longest mark that says what a file is: that of UTF-8. */
const LONGEST_MARK = 3;

/**
 * The text of a file, in parts, unpacked when it is gzipped. All that comes before a fault is yielded before
 * the fault is thrown.
 * @throws FileFault when it cannot be read, is gzip that is damaged, or has bytes that are not in its encoding
 */
export async function* fileText(file: string, options: FileTextOptions): AsyncGenerator<string> {
  const packed = withWholeHead(fileBytes(file, options));
  yield* decoded(withWholeHead(plain(packed, file.endsWith('.gz'))), options.encoding ?? 'utf-8');
}

async function* fileBytes(file: string, { onBytes }: FileTextOptions): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      onBytes?.(bytes);
      yield chunk;
    }
  } catch (error) {
    throw new FileFault(whyUnreadable(error), 'unreadable');
  }
  if (bytes === 0) throw new FileFault('is empty');
}

/** The same bytes; the first chunk is long enough to hold any mark that tells what they are. */
async function* withWholeHead(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) yield chunk;
    else if (head.length + chunk.length < LONGEST_MARK) head = Buffer.concat([head, chunk]);
    else {
      yield Buffer.concat([head, chunk]);
      head = undefined;
    }
  }
  if (head !== undefined) yield head;
}

async function* plain(chunks: AsyncGenerator<Buffer>, named: boolean): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  if (first.done === true) return;
  const all = prepended(first.value, chunks);
  const gzipped = first.value.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
  if (!gzipped && named) throw new FileFault('is named .gz but is not gzipped');
  yield* gzipped ? unpacked(all) : all;
}

async function* prepended(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
