import { fdatasync } from 'node:fs';
import sonicBoom from 'sonic-boom';
import type { Appendable } from './open_append.js';

// The package is CommonJS: what it exports has no names for Node.
const { SonicBoom } = sonicBoom;

/** Lines that wait for a file take at most so much memory; what comes then is lost. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** Whole lines up to so many bytes are written at once: the system keeps such writes of several processes apart. */
const MAX_WRITE_BYTES = 64 * 1024;
/** How long a line may take to be on disk, for whoever has to know. */
const PATIENCE_MS = 2000;

const DONE = Promise.resolve();

/** What becomes of the lines. */
export interface LineFileEvents {
  /** Lines were taken that will never be written. */
  readonly lost: (lines: number, error: Error) => void;
  /** Nothing can be written now; it is tried again with the next line. */
  readonly failed: (error: Error) => void;
  /** All lines are written. */
  readonly written: () => void;
}

interface Line {
  readonly text: string;
  /** Bytes from the beginning to its end. */
  readonly end: number;
  readonly settle?: ((error?: Error) => void) | undefined;
}

/** An open file that takes whole lines without making anybody wait. */
export class LineFile {
  readonly identity: string;
  readonly #file: Appendable;
  readonly #events: LineFileEvents;
  readonly #stream: InstanceType<typeof SonicBoom>;
  #waiting: Line[] = [];
  #unsynced: Line[] = [];
  #syncing = false;
  #taken = 0;
  #written = 0;

  constructor(file: Appendable, events: LineFileEvents) {
    this.identity = file.identity;
    this.#file = file;
    this.#events = events;
    this.#stream = new SonicBoom({
      fd: file.fd,
      sync: false,
      minLength: 0,
      maxLength: MAX_WAITING_BYTES,
      maxWrite: MAX_WRITE_BYTES,
    });
    this.#stream.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#stream.on('drop', () => {
      this.#drop();
    });
    this.#stream.on('write', (bytes: number) => {
      this.#advance(bytes);
    });
    if (file.torn) void this.append('\n');
  }

  /** Lines that are not written yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes a line, its line break included. */
  append(text: string): Promise<void> {
    return this.#take(text);
  }

  /**
   * Takes a line and resolves when it is on disk. Rejects when it could not be written or takes too long; it is
   * still written when that becomes possible.
   */
  appendDurably(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`The file takes nothing for ${String(PATIENCE_MS)} ms.`));
      }, PATIENCE_MS);
      void this.#take(text, (error) => {
        clearTimeout(timer);
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  /** Tries again to write what could not be written. */
  retry(): void {
    // A line of nothing makes the stream go on with what it has.
    if (this.#waiting.length > 0) this.#stream.write('');
  }

  /** Writes what is left and closes the file. Answers the lines that could not be written in that time. */
  async end(patienceMs: number): Promise<readonly string[]> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      for (const event of ['close', 'error']) {
        this.#stream.once(event, () => {
          clearTimeout(timer);
          resolve();
        });
      }
      this.#stream.end();
    });
    this.#stream.destroy();
    return this.#waiting.map(({ text }) => text);
  }

  #take(text: string, settle?: Line['settle']): Promise<void> {
    this.#taken += Buffer.byteLength(text);
    this.#waiting.push({ text, end: this.#taken, settle });
    this.#stream.write(text);
    return DONE;
  }

  #drop(): void {
    const line = this.#waiting.pop();
    if (line === undefined) return;
    this.#taken -= Buffer.byteLength(line.text);
    const error = new Error('Too many lines wait for the file.');
    line.settle?.(error);
    this.#events.lost(1, error);
  }

  #fail(error: Error): void {
    const lines = [...this.#unsynced, ...this.#waiting];
    this.#unsynced = [];
    // They stay in line: only those who wait for them are told.
    this.#waiting = this.#waiting.map(({ text, end }) => ({ text, end }));
    for (const { settle } of lines) settle?.(error);
    this.#events.failed(error);
  }

  #advance(bytes: number): void {
    this.#written += bytes;
    const rest = this.#waiting.findIndex(({ end }) => end > this.#written);
    const done = this.#waiting.splice(0, rest === -1 ? this.#waiting.length : rest);
    this.#unsynced.push(...done.filter(({ settle }) => settle !== undefined));
    this.#sync();
    if (this.#waiting.length === 0) this.#events.written();
  }

  /** One sync at a time; the lines that are written meanwhile share the next one. */
  #sync(): void {
    if (this.#syncing || this.#unsynced.length === 0) return;
    const lines = this.#unsynced;
    this.#unsynced = [];
    if (!this.#file.regular) {
      for (const { settle } of lines) settle?.();
      return;
    }
    this.#syncing = true;
    fdatasync(this.#file.fd, (error) => {
      this.#syncing = false;
      for (const { settle } of lines) settle?.(error ?? undefined);
      if (error === null) this.#sync();
      else this.#fail(error);
    });
  }
}
