import { inspect } from 'node:util';
import type { Logger } from '../../server/domain/logger.js';

/** A log line with everything that a serializer could write of it. */
interface Line {
  readonly level: 'error' | 'warn' | 'info';
  readonly text: string;
}

/** A host's logger that keeps its lines. */
export class KeptLog implements Logger {
  readonly lines: Line[] = [];

  /** The lines that ask for somebody. */
  get errors(): readonly string[] {
    return this.lines.filter(({ level }) => level === 'error').map(({ text }) => text);
  }

  error(details: object, message: string): void {
    this.#keep('error', details, message);
  }

  warn(details: object, message: string): void {
    this.#keep('warn', details, message);
  }

  info(details: object, message: string): void {
    this.#keep('info', details, message);
  }

  clear(): void {
    this.lines.length = 0;
  }

  #keep(level: Line['level'], details: object, message: string): void {
    this.lines.push({ level, text: `${message} ${inspect(details, { depth: 5 })}` });
  }
}
