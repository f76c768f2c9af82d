import { CHUNK_CHARACTERS } from '../../answer/items.js';

/** Lines of an answer that nobody has taken yet. */
export class LineBuffer {
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #characters = 0;
  #ended = false;
  #error: Error | undefined;

  /** Of the lines that are waiting. */
  get characters(): number {
    return this.#characters;
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    this.wake();
  }

  /** No more lines will come; with an error: what is left is not worth anything. */
  end(error?: Error): void {
    this.#ended = true;
    this.#error = error;
    this.wake();
  }

  /** Lets everybody look again who waits. */
  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Resolves when something may have changed. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  /** Some of the lines, as soon as there is one; `undefined`: that were all. */
  async take(): Promise<string | undefined> {
    while (this.#lines.length === 0 && !this.#ended) await this.changed();
    if (this.#error !== undefined) throw this.#error;
    let [count, characters] = [0, 0];
    while (count < this.#lines.length && characters < CHUNK_CHARACTERS) {
      characters += this.#lines[count]?.length ?? 0;
      count += 1;
    }
    if (count === 0) return undefined;
    this.#characters -= characters;
    const text = this.#lines.splice(0, count).join('');
    this.wake();
    return text;
  }
}
