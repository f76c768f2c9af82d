import type { ReadCheckpoint } from '../../../domain/log/checkpoint.js';
import { parseCheckpoint } from '../../../domain/log/checkpoint.js';
import { rootAt } from '../../../domain/log/proofs.js';
import { verifiesNote } from '../../../domain/log/signed_note.js';
import type { SpaceLog } from '../../../domain/log/space_log.js';
import { keptTiles } from '../kept_tiles.js';
import { LogReading, readable } from '../verification/log_reading.js';
import type { VerifierKeys } from '../verification/verifier_keys.js';
import type { AnchorPlace, StoreProblem } from './store_report.js';

/** A line of an anchor file. */
export interface AnchorLine extends AnchorPlace {
  /** The checkpoint that it has; `undefined`: it cannot be read. */
  readonly note: string | undefined;
}

/** A log to compare checkpoints with. */
interface KnownLog {
  readonly size: number;
  readonly root: (size: number) => Promise<Uint8Array | undefined>;
}

/**
 * Compares checkpoints that were kept elsewhere with the logs of a store: each has to be signed, and the tree that
 * the log had at that size has to be the same (N10.5, N10.6).
 */
export class AnchorCheck {
  readonly #log: SpaceLog;
  readonly #keys: VerifierKeys;
  readonly #logs = new Map<string, KnownLog>();

  constructor(log: SpaceLog, keys: VerifierKeys) {
    this.#log = log;
    this.#keys = keys;
  }

  /** What is wrong with a checkpoint; nothing where the log agrees with it. @throws STORE_UNAVAILABLE */
  async problems(checkpoint: ReadCheckpoint, { file, line }: AnchorPlace): Promise<readonly StoreProblem[]> {
    const { note, size, root } = checkpoint;
    const space = spaceOf(checkpoint);
    const at = { space, position: size, anchor: { file, line } };
    if (!verifiesNote(note, this.#keys.of(space))) return [{ ...at, problem: 'signature-wrong' }];
    const log = await this.#known(space);
    const own = size > log.size ? undefined : await log.root(size);
    const isSame = own !== undefined && Buffer.compare(own, root) === 0;
    return isSame ? [] : [{ ...at, problem: 'checkpoint-inconsistent' }];
  }

  async #known(space: string): Promise<KnownLog> {
    const known = this.#logs.get(space);
    if (known !== undefined) return known;
    const reading = new LogReading(this.#log, space);
    const tile = keptTiles((level, index) => reading.tile(level, index));
    const head = await readable(() => this.#log.head(space));
    const log = { size: head?.size ?? 0, root: (size: number) => readable(() => rootAt(tile, size)) };
    this.#logs.set(space, log);
    return log;
  }
}

/** The checkpoint of a line; `undefined`: it has none, or one that is of no space. */
export function checkpointOf({ note }: AnchorLine): ReadCheckpoint | undefined {
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note);
  return checkpoint?.origin.includes('/') === true ? checkpoint : undefined;
}

/** The space whose tree it is: ids of spaces have no slash. */
export function spaceOf({ origin }: ReadCheckpoint): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}
