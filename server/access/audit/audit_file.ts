import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityError } from '../../domain/errors.js';
import type { Logger } from '../../domain/logger.js';
import type { Telemetry } from '../../domain/telemetry.js';
import { SILENT_TELEMETRY } from '../../domain/telemetry.js';
import type { AuditSink } from './audit_log.js';
import type { AuditEvent } from './audit_event.js';
import { LineFile } from './line_file.js';
import { fileIdentityOf, openAppend, openToOthers } from './open_append.js';

/** How often it is looked whether the file was put aside, and whether a failing file has recovered. */
const LOOK_MS = 1000;
/** How long closing waits for a file that takes nothing: the process has 5 s to end. */
const CLOSING_MS = 1000;

/** Where records go, and how sure it has to be. */
export interface AuditFileOptions {
  /** Absolute. */
  readonly path: string;
  /** Whether `write` resolves only when the record is on disk. */
  readonly required: boolean;
  readonly logger: Logger;
  /** Default: nobody counts what is lost. */
  readonly telemetry?: Telemetry | undefined;
}

/**
 * Appends audit records to a file, one JSON line each. Several processes may share it; it may be put aside
 * (renamed) or cut to nothing at any time. A file that fails is tried again every second.
 */
export class FileAuditSink implements AuditSink {
  readonly #options: AuditFileOptions;
  readonly #timer: NodeJS.Timeout;
  #file: LineFile;
  #failure: Error | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  /** @throws CONFIGURATION_INVALID when the file cannot be opened */
  constructor(options: AuditFileOptions) {
    this.#options = options;
    this.#file = this.#openFirst();
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
    }, LOOK_MS).unref();
  }

  write(event: AuditEvent): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The audit log is closed.'));
    const line = `${JSON.stringify(event)}\n`;
    return this.#options.required ? this.#file.appendDurably(line) : this.#file.append(line);
  }

  waiting(): number {
    return this.#file.waiting;
  }

  failure(): Error | undefined {
    return this.#options.required ? this.#failure : undefined;
  }

  /** Resolves when all records are written, at the latest after a second; what is left then is counted as lost. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    await Promise.race([this.#looking, sleep(CLOSING_MS, undefined, { ref: false })]);
    const left = await this.#file.end(CLOSING_MS);
    if (left.length > 0) this.#lost(left.length, this.#failure ?? new Error('The file takes nothing.'));
  }

  #openFirst(): LineFile {
    const { path, logger } = this.#options;
    try {
      const file = this.#open();
      for (const wide of openToOthers(path)) {
        logger.warn({ path: wide }, 'Others than the owner may use the audit log');
      }
      return file;
    } catch (cause) {
      const message = `cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new ActivityError('CONFIGURATION_INVALID', `audit.file: ${message}`, {
        cause,
        details: { faults: [{ path: 'audit.file', message }] },
      });
    }
  }

  #open(): LineFile {
    return new LineFile(openAppend(this.#options.path), {
      lost: (lines, error) => {
        this.#lost(lines, error);
      },
      failed: (error) => {
        this.#failed(error);
      },
      written: () => {
        this.#recovered();
      },
    });
  }

  /** Whoever rotates logs renames or removes the file; the name then means another one, or none. */
  async #look(): Promise<void> {
    const identity = await stat(this.#options.path).then(fileIdentityOf, () => undefined);
    if (this.#closed) return;
    if (identity === this.#file.identity) {
      this.#file.retry();
      return;
    }
    const old = this.#file;
    try {
      this.#file = this.#open();
    } catch (error) {
      this.#failed(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.#recovered();
    // What the old file could not take, the new one gets.
    for (const line of await old.end(CLOSING_MS)) void this.#file.append(line);
  }

  #failed(error: Error): void {
    if (this.#failure === undefined) this.#options.logger.error({ err: error }, 'The audit log fails');
    this.#failure = error;
  }

  #recovered(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#options.logger.info({}, 'The audit log is written again');
  }

  #lost(lines: number, error: Error): void {
    const { logger, telemetry = SILENT_TELEMETRY } = this.#options;
    telemetry.auditLineLost(lines);
    if (this.#failure === undefined || this.#closed) {
      logger.error({ err: error, lines }, 'Lines of the audit log are lost');
    }
    this.#failed(error);
  }
}
