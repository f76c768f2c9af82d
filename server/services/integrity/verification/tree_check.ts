import { parseCheckpoint } from '../../../domain/log/checkpoint.js';
import { HASH_BYTES, rootOf, TILE_WIDTH } from '../../../domain/log/merkle.js';
import { perfectRoot, rootAt } from '../../../domain/log/proofs.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import { isOf, verifiesNote } from '../../../domain/log/signed_note.js';
import type { LogHead, PositionRange } from '../../../domain/log/space_log.js';
import type { LogReading } from './log_reading.js';
import { readable } from './log_reading.js';
import type { SpaceProblem } from './report.js';

/** Checks the tree of a log: each of its hashes against those below, the root against what was kept of it. */
export class TreeCheck {
  readonly #reading: LogReading;
  readonly #head: LogHead;

  constructor(reading: LogReading, head: LogHead) {
    this.#reading = reading;
    this.#head = head;
  }

  /**
   * The hashes above leaves whose last leaf is in the range, each against the tile below it: over all ranges of a log
   * every hash of its tiles is checked once.
   */
  async nodes({ start, end }: PositionRange): Promise<readonly SpaceProblem[]> {
    const problems: SpaceProblem[] = [];
    for (
      let [level, width] = [1, TILE_WIDTH];
      width <= end;
      [level, width] = [level + 1, width * TILE_WIDTH]
    ) {
      for (let index = Math.floor(start / width); (index + 1) * width <= end; index += 1) {
        if ((index + 1) * width <= start) continue;
        if (await this.#isMadeOfThoseBelow(level, index)) continue;
        problems.push({ position: (index + 1) * width - 1, problem: 'root-differs' });
      }
    }
    return problems;
  }

  /** The root that the tiles make, base64; `undefined`: they make none. */
  async root(): Promise<string | undefined> {
    return this.#rootAt(this.#head.size);
  }

  /** Whether the log goes on from the tree that its tiles make. */
  goesOnFrom(root: string | undefined): boolean {
    try {
      return root !== undefined && base64(rootOf(this.#head.frontier)) === root;
    } catch {
      return false;
    }
  }

  /** What is wrong with the kept checkpoint. @param keys of the space; none: signatures are not looked at */
  async checkpoint(keys: readonly VerifierKey[]): Promise<readonly SpaceProblem[]> {
    const { checkpoint: kept, size } = this.#head;
    if (kept === undefined) return [];
    const read = typeof kept.note === 'string' ? parseCheckpoint(kept.note) : undefined;
    if (read?.size !== kept.size || read.size > size) {
      return [{ position: size, problem: 'checkpoint-inconsistent' }];
    }
    const problems: SpaceProblem[] = [];
    if ((await this.#rootAt(read.size)) !== base64(read.root)) {
      problems.push({ position: read.size, problem: 'checkpoint-inconsistent' });
    }
    // One by somebody else is of no use to whoever reads a note, but nobody else has written this one.
    const own = read.note.signatures.every(({ name, bytes }) =>
      keys.some((key) => key.name === name && key.name === read.origin && isOf(key, bytes)),
    );
    if (keys.length > 0 && !(own && verifiesNote(read.note, keys))) {
      problems.push({ position: read.size, problem: 'signature-wrong' });
    }
    return problems;
  }

  async #rootAt(size: number): Promise<string | undefined> {
    const tile = (level: number, index: number): Promise<Uint8Array> => this.#reading.tile(level, index);
    const root = await readable(() => rootAt(tile, size));
    return root && base64(root);
  }

  async #isMadeOfThoseBelow(level: number, index: number): Promise<boolean> {
    const above = hashesOf(await this.#reading.tile(level, Math.floor(index / TILE_WIDTH)));
    const below = hashesOf(await this.#reading.tile(level - 1, index));
    const hash = above[index % TILE_WIDTH];
    if (hash === undefined || below.length !== TILE_WIDTH) return false;
    return Buffer.compare(perfectRoot(below), hash) === 0;
  }
}

function hashesOf(tile: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(tile.byteLength / HASH_BYTES) }, (_, i) =>
    tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
