import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A row of one of the files. */
export interface StoredRow {
  /** Which of the files. */
  readonly file: number;
  readonly line: number;
  readonly values: readonly string[];
}

/** A part holds so much of all rows, and as much is in memory at a time. */
const PARTS = 256;

/** A part is written in pieces of so many characters. */
const PIECE = 65_536;

/**
 * The rows of all files, kept in a temporary folder by the ids of their records: rows of one record may stand
 * anywhere in the files, and no memory holds them all.
 */
export class RowStore {
  readonly #folder: string;
  readonly #parts = Array.from({ length: PARTS }, () => ({ waiting: '', written: false }));

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Only its owner can read the folder. */
  static async make(): Promise<RowStore> {
    return new RowStore(await mkdtemp(join(tmpdir(), 'case-activity-import-')));
  }

  /** Keeps a row of this record. */
  async add(id: string, { file, line, values }: StoredRow): Promise<void> {
    const at = createHash('sha256').update(id).digest().readUInt8(0);
    const part = this.#parts[at];
    if (part === undefined) return;
    // JSON leaves two ends of lines as they are; `readline` knows them.
    const text = JSON.stringify([file, line, ...values]).replaceAll(/[\u2028\u2029]/g, (end) =>
      end === '\u2028' ? '\\u2028' : '\\u2029',
    );
    part.waiting += `${text}\n`;
    if (part.waiting.length > PIECE) await this.#write(at);
  }

  /** The parts, each with its rows in the order in which they were added. A record is in one of them. */
  async *parts(): AsyncGenerator<AsyncIterable<StoredRow>> {
    for (const [at, part] of this.#parts.entries()) {
      if (part.waiting !== '') await this.#write(at);
      if (part.written) yield rowsIn(this.#file(at));
    }
  }

  /** Removes all of it. */
  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #file(at: number): string {
    return join(this.#folder, `${String(at)}.ndjson`);
  }

  async #write(at: number): Promise<void> {
    const part = this.#parts[at];
    if (part === undefined) return;
    const text = part.waiting;
    part.waiting = '';
    part.written = true;
    await appendFile(this.#file(at), text);
  }
}

async function* rowsIn(path: string): AsyncGenerator<StoredRow> {
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    // Nobody else writes to the folder.
    const [file, line, ...values] = JSON.parse(text) as [number, number, ...string[]];
    yield { file, line, values };
  }
}
