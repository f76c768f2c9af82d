import { ActivityError } from '../../../domain/errors.js';

/** One line of a body. */
export interface BodyLine {
  /** From 1; blank lines count. */
  readonly number: number;
  /** UTF-8, without its line feed. */
  readonly bytes: Uint8Array;
}

/** How much is read, at most. */
export interface LineLimits {
  readonly maxLines: number;
  /** Of the whole body, decompressed. */
  readonly maxBytes: number;
  readonly maxLineBytes: number;
}

const LINE_FEED = 0x0a;
const FIRST_CAPACITY = 4_096;

/** A line that is still coming: grows by doubling, whatever pieces it comes in. */
class OpenLine {
  readonly #max: number;
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** @throws PAYLOAD_TOO_LARGE */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#max) throw tooMuch(`A line has at most ${String(this.#max)} bytes.`);
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, Math.min(this.#bytes.length * 2, this.#max)));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** The line; the next one begins. */
  take(): Uint8Array {
    const line = this.#bytes.slice(0, this.#length);
    if (this.#bytes.length > FIRST_CAPACITY) this.#bytes = new Uint8Array(FIRST_CAPACITY);
    this.#length = 0;
    return line;
  }
}

/**
 * The lines of a body as they come; no more of it is held than the one that is coming. The last one may have no line
 * feed. Rejects with PAYLOAD_TOO_LARGE where it goes beyond a limit.
 */
export async function* bodyLines(
  chunks: AsyncIterable<Uint8Array>,
  { maxLines, maxBytes, maxLineBytes }: LineLimits,
): AsyncGenerator<BodyLine, void, undefined> {
  const open = new OpenLine(maxLineBytes);
  let [number, bytes] = [0, 0];
  const line = (): BodyLine => {
    number += 1;
    if (number > maxLines) throw tooMuch(`A body has at most ${String(maxLines)} lines.`);
    return { number, bytes: open.take() };
  };
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooMuch(`A body has at most ${String(maxBytes)} bytes.`);
    for (let start = 0; start < chunk.length;) {
      const end = chunk.indexOf(LINE_FEED, start);
      open.add(chunk.subarray(start, end === -1 ? chunk.length : end));
      if (end !== -1) yield line();
      start = end === -1 ? chunk.length : end + 1;
    }
  }
  if (!open.isEmpty) yield line();
}

function tooMuch(message: string): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', message);
}
