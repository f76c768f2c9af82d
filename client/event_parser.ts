import { UnexpectedAnswer } from './history_problem.js';

/** One event of a `text/event-stream`. */
export interface StreamEvent {
  /** That of this event or of the last one before it that had any; empty: there was none. */
  readonly id: string;
  /** `message` where it has no name. */
  readonly type: string;
  readonly data: string;
}

/** More than any entry has: a line and an event are not longer. */
const MAX_CHARACTERS = 32 * 2 ** 20;

/**
 * Reads events out of text as it comes, as the HTML standard says ("Interpreting an event stream"): lines end with CR,
 * LF or both, wherever the text is cut.
 */
export class EventParser {
  /** What has come of a line that is not over, in the pieces in which it came. */
  #pieces: string[] = [];
  #length = 0;
  #afterReturn = false;
  #id = '';
  #type = '';
  #data: string[] = [];

  /**
   * The events that this text completes.
   * @throws UnexpectedAnswer when one is too large
   */
  *push(text: string): Generator<StreamEvent, void, undefined> {
    let start = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#afterReturn = false;
    for (;;) {
      const end = lineEnd(text, start);
      this.#keep(text.slice(start, end === -1 ? undefined : end));
      if (end === -1) return;
      start = end + 1;
      if (text[end] === '\r') {
        if (start === text.length) this.#afterReturn = true;
        else if (text[start] === '\n') start += 1;
      }
      const event = this.#line(this.#taken());
      if (event !== undefined) yield event;
    }
  }

  #keep(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length > MAX_CHARACTERS) throw new UnexpectedAnswer('An event is too large.', { status: 200 });
  }

  #taken(): string {
    const line = this.#pieces.join('');
    this.#pieces = [];
    return line;
  }

  #line(line: string): StreamEvent | undefined {
    if (line === '') return this.#dispatched();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'data') this.#data.push(value);
    // What is not kept does not count.
    else this.#length -= line.length;
    if (field === 'event') this.#type = value;
    if (field === 'id' && !value.includes('\0')) this.#id = value;
    return undefined;
  }

  #dispatched(): StreamEvent | undefined {
    const [data, type] = [this.#data, this.#type === '' ? 'message' : this.#type];
    [this.#data, this.#type, this.#length] = [[], '', 0];
    return data.length === 0 ? undefined : { id: this.#id, type, data: data.join('\n') };
  }
}

function lineEnd(text: string, from: number): number {
  const [feed, carriage] = [text.indexOf('\n', from), text.indexOf('\r', from)];
  if (feed === -1 || carriage === -1) return Math.max(feed, carriage);
  return Math.min(feed, carriage);
}
