import type { WriteStream } from 'node:fs';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../domain/logger.js';
import type { AuditSink } from './audit.js';
import type { AuditEvent } from './audit_event.js';

/**
 * Appends audit records to a file, one JSON line each. When the file fails, the logger is told, and the
 * next record tries to open it again.
 */
export class FileAuditSink implements AuditSink {
  readonly #path: string;
  readonly #logger: Logger;
  #stream: WriteStream | undefined;
  #closed = false;

  constructor(path: string, logger: Logger) {
    this.#path = path;
    this.#logger = logger;
    // Opened at once, so that a wrong path shows when the process starts and not at the first record.
    this.#stream = this.#open();
  }

  write(event: AuditEvent): void {
    if (this.#closed) return;
    this.#stream ??= this.#open();
    this.#stream?.write(`${JSON.stringify(event)}\n`);
  }

  /** Resolves when all records are written and the file is closed; a failing file ends the wait. */
  async close(): Promise<void> {
    this.#closed = true;
    const stream = this.#stream;
    if (stream === undefined) return;
    await new Promise<void>((resolve) => {
      stream.once('close', resolve);
      stream.end();
    });
  }

  #open(): WriteStream | undefined {
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      const stream = createWriteStream(this.#path, { flags: 'a', mode: 0o600 });
      stream.on('error', (error) => {
        this.#failed(error);
        this.#stream = undefined;
      });
      return stream;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  #failed(error: unknown): void {
    this.#logger.error({ error }, 'The audit log cannot be written');
  }
}
