import { FileFault } from './file_fault.js';

/** Characters of the longest line, and of the longest row, that is read; what is longer is refused. */
export const MAX_CHARACTERS = 1024 * 1024;

/** A line of the file, counted from 1. */
export interface Line {
  readonly number: number;
  /** Without its end; empty when the line is longer than is read. */
  readonly text: string;
  readonly end: string;
  readonly tooLong: boolean;
}

/**
 * The lines of a text, whichever of CRLF, LF and CR ends each of them. Never holds more than one line.
 * @param most characters of the longest line that is read
 * @throws FileFault of the text, with the line at which it stands; all lines before it are yielded first
 */
export async function* linesOf(
  text: AsyncIterable<string>,
  most: number = MAX_CHARACTERS,
): AsyncGenerator<Line> {
  const splitter = new Splitter(most);
  try {
    for await (const part of text) yield* splitter.split(part, false);
  } catch (error) {
    if (!(error instanceof FileFault) || error.place !== 'here') throw error;
    throw new FileFault(`line ${String(splitter.number)}: ${error.problem}`);
  }
  yield* splitter.split('', true);
}

class Splitter {
  number = 1;
  readonly #most: number;
  #rest = '';
  #tooLong = false;

  constructor(most: number) {
    this.#most = most;
  }

  *split(part: string, last: boolean): Generator<Line> {
    const text = this.#rest + part;
    const ends = /\r\n|\n|\r/g;
    // But for a CR as its last character, what is left of before has no end of a line.
    ends.lastIndex = Math.max(0, this.#rest.length - 1);
    let start = 0;
    for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
      // What follows may be the other half of this line's end.
      if (match[0] === '\r' && ends.lastIndex === text.length && !last) break;
      yield this.#line(text.slice(start, match.index), match[0]);
      start = ends.lastIndex;
    }
    this.#rest = text.slice(start);
    if (last && (this.#rest !== '' || this.#tooLong)) yield this.#line(this.#rest, '');
    if (this.#rest.length > this.#most) {
      this.#tooLong = true;
      // A CR at the end may still be half of what ends the line.
      this.#rest = this.#rest.endsWith('\r') ? '\r' : '';
    }
  }

  #line(text: string, end: string): Line {
    const tooLong = this.#tooLong || text.length > this.#most;
    this.#tooLong = false;
    const line = { number: this.number, text: tooLong ? '' : text, end, tooLong };
    this.number += 1;
    return line;
  }
}
