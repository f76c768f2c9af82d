import type { NativeLineResult } from '../../../../common/native_ingest.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';
import { isActivityError } from '../../../domain/errors.js';
import type { BodyLine } from '../../request/body/body_lines.js';
import type { Lines } from '../../request/body/read_lines.js';
import { LineBuffer } from './line_buffer.js';

/** What is said of one line, and whether the server itself has failed: then no more lines are tried. */
export interface LineAnswer {
  readonly result: NativeLineResult;
  readonly ends: boolean;
}

/** What becomes of lines. */
export interface LineWork {
  /** Begins with a line; `undefined`: it is blank. What it answers never rejects. */
  readonly begin: (line: BodyLine) => Promise<LineAnswer> | undefined;
  /** The answer to a line that cannot even be read. */
  readonly unreadable: (number: number, error: unknown) => NativeLineResult;
}

/** So many lines are worked at: enough to share what commits cost, few enough to let others through. */
const PARALLEL = 16;
/** And so many bytes of them, but one line in any case. */
const PARALLEL_BYTES = 2_097_152;
/** Answers wait for a client who takes none while sending (N7.1). */
const MAX_WAITING = 8_388_608;

/** The answer to a body of lines: a line for each of them in their order, as soon as it is certain. */
export async function* lineAnswers(
  lines: Lines,
  work: LineWork,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const buffer = new LineBuffer();
  const unwanted = new AbortController();
  const wanted = AbortSignal.any([signal, unwanted.signal]);
  wanted.addEventListener(
    'abort',
    () => {
      buffer.wake();
    },
    { once: true },
  );
  const working = new Worker(lines, work, buffer).run(wanted).then(
    () => {
      buffer.end();
    },
    (cause: unknown) => {
      buffer.end(new Error('Lines could not be answered.', { cause }));
    },
  );
  try {
    for (let text = await buffer.take(); text !== undefined; text = await buffer.take()) yield text;
  } finally {
    // What is under way is finished, so that nothing is written behind the back of whoever waits for the end.
    unwanted.abort();
    await working;
  }
}

class Worker {
  readonly #lines: Lines;
  readonly #work: LineWork;
  readonly #buffer: LineBuffer;
  readonly #turns = new EventLoopTurns();
  #running = 0;
  #bytes = 0;
  #ended = false;
  /** Resolves when what was begun is answered, in its order. */
  #answered: Promise<void> = Promise.resolve();

  constructor(lines: Lines, work: LineWork, buffer: LineBuffer) {
    this.#lines = lines;
    this.#work = work;
    this.#buffer = buffer;
  }

  async run(signal: AbortSignal): Promise<void> {
    let number = 0;
    try {
      for await (const line of this.#lines(signal)) {
        number = line.number;
        this.#begin(line);
        await this.#room(signal);
        if (this.#ended || signal.aborted) break;
        await this.#turns.next();
      }
    } catch (error) {
      if (!isActivityError(error)) throw error;
      await this.#answered;
      if (!signal.aborted) this.#tell(this.#work.unreadable(number + 1, error));
    } finally {
      await this.#answered;
    }
  }

  #begin(line: BodyLine): void {
    const answer = this.#work.begin(line);
    if (answer === undefined) return;
    const { length } = line.bytes;
    this.#running += 1;
    this.#bytes += length;
    const before = this.#answered;
    this.#answered = answer.then(async ({ result, ends }) => {
      await before;
      this.#running -= 1;
      this.#bytes -= length;
      this.#ended ||= ends;
      this.#tell(result);
    });
  }

  #tell(result: NativeLineResult): void {
    this.#buffer.add(`${JSON.stringify(result)}\n`);
  }

  async #room(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#ended && this.#isFull()) await this.#buffer.changed();
  }

  #isFull(): boolean {
    return (
      this.#running >= PARALLEL || this.#bytes >= PARALLEL_BYTES || this.#buffer.characters >= MAX_WAITING
    );
  }
}
