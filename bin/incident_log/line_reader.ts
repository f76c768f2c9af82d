import type { Line } from './lines.js';

/** Lines that can be looked at before they are taken. */
export class LineReader {
  readonly #lines: AsyncIterator<Line>;
  /** Lines that were put back, the next one last. */
  readonly #ahead: Line[] = [];
  #ended = false;
  #fault: { readonly error: unknown } | undefined;

  constructor(lines: AsyncIterator<Line>) {
    this.#lines = lines;
  }

  /** The next line; `undefined` at the end and where reading failed: `failIfBroken` tells which it was. */
  async next(): Promise<Line | undefined> {
    const back = this.#ahead.pop();
    if (back !== undefined || this.#ended) return back;
    try {
      const next = await this.#lines.next();
      if (next.done !== true) return next.value;
    } catch (error) {
      // Lines that are looked at once more come before the fault, so it has to wait for them.
      this.#fault = { error };
    }
    this.#ended = true;
    return undefined;
  }

  /** Gives lines back, in their order: they come again. */
  putBack(lines: readonly Line[]): void {
    for (const line of lines.toReversed()) this.#ahead.push(line);
  }

  /** @throws what reading failed with, if it did */
  failIfBroken(): void {
    if (this.#fault !== undefined) throw this.#fault.error;
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#lines.return?.();
  }
}
