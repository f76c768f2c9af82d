import { close, fdatasync, write } from 'node:fs';
import { promisify } from 'node:util';
import { openAppend } from '../../../access/audit/open_append.js';
import type { Anchor, Anchored } from './anchor.js';
import { anchorId } from './anchor_id.js';

const [writeTo, sync, closeFile] = [promisify(write), promisify(fdatasync), promisify(close)];

/** A file to which one line per checkpoint is appended, on disk before it counts as kept. */
export class FileAnchor implements Anchor {
  readonly kind = 'file';
  readonly id: string;
  readonly #path: string;
  /** A disk that hangs takes no second line meanwhile. */
  #writing: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
    this.id = anchorId(this.kind, path);
  }

  async keep({ at, checkpoint }: Anchored, signal: AbortSignal): Promise<void> {
    if (this.#writing !== undefined) throw new Error('The anchor file does not answer.');
    const line = `${JSON.stringify({ at: at.toISOString(), checkpoint: checkpoint.note })}\n`;
    const writing = this.#append(line).finally(() => (this.#writing = undefined));
    this.#writing = writing;
    await Promise.race([writing, aborted(signal)]);
  }

  async #append(line: string): Promise<void> {
    const { fd, regular, torn } = openAppend(this.#path);
    try {
      const bytes = Buffer.from(torn ? `\n${line}` : line);
      const { bytesWritten } = await writeTo(fd, bytes);
      if (bytesWritten < bytes.length) throw new Error('The anchor file took a part of the line.');
      if (regular) await sync(fd);
    } finally {
      await closeFile(fd);
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      reject(new Error('The anchor file takes too long.', { cause: signal.reason }));
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
