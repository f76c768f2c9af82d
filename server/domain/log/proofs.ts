import { ActivityError } from '../errors.js';
import { EMPTY_FRONTIER, HASH_BYTES, parentOf, rootOf, TILE_HEIGHT, TILE_WIDTH } from './merkle.js';
import type { SpaceLog } from './space_log.js';

/** The hashes of a tile as the log has them: 32 bytes each; empty when there is none (the port's `log.tile`). */
export type ReadTile = (level: number, index: number) => Promise<Uint8Array>;

/** The tiles of a space's log. */
export function tilesOf(log: Pick<SpaceLog, 'tile'>, space: string): ReadTile {
  return (level, index) => log.tile(space, level, index);
}

/** Leaves of the tree from `start` up to but without `end`. */
interface Leaves {
  readonly start: number;
  readonly end: number;
}

/** A perfect subtree: the `index`-th of the height `height`. */
interface Subtree {
  readonly height: number;
  readonly index: number;
}

/**
 * The root of the tree as it was with so many leaves; of the empty one that of RFC 6962.
 * @param size at most the log's @throws INTERNAL_ERROR when the log has fewer hashes than that
 */
export async function rootAt(tile: ReadTile, size: number): Promise<Uint8Array> {
  if (size === 0) return rootOf(EMPTY_FRONTIER);
  return new Tree(tile).hash({ start: 0, end: size });
}

/**
 * The hashes with which the leaf at the index and the tree of `size` leaves come to its root, lowest first
 * (RFC 9162 section 2.1.3.1). Reads a tile or two of each level, whatever the size.
 * @param size above `index`, at most the log's @throws INTERNAL_ERROR when the log has fewer hashes than that
 */
export async function inclusionProof(tile: ReadTile, index: number, size: number): Promise<Uint8Array[]> {
  const tree = new Tree(tile);
  const beside = walkDown({ start: 0, end: size }, (_, middle) => index < middle);
  return tree.hashes(beside.reverse());
}

/**
 * The hashes that show the tree of `to` leaves to go on from that of `from` leaves (RFC 9162 section 2.1.4.1); none
 * when they are the same. Reads a tile or two of each level, whatever the size.
 * @param from at least 1 @param to at least `from`, at most the log's
 * @throws INTERNAL_ERROR when the log has fewer hashes than that
 */
export async function consistencyProof(tile: ReadTile, from: number, to: number): Promise<Uint8Array[]> {
  const tree = new Tree(tile);
  let last: Leaves = { start: 0, end: to };
  const beside = walkDown(last, (leaves, middle) => {
    last = leaves;
    return from === leaves.end ? undefined : from <= middle;
  });
  // Of the old tree as a whole, whoever checks has the root.
  if (last.start > 0) beside.push(last);
  return tree.hashes(beside.reverse());
}

/**
 * Goes from the root towards a leaf. @returns the halves that were not gone into, from the largest
 * @param left whether to go into the left half; `undefined`: no further
 */
function walkDown(
  { start, end }: Leaves,
  left: (leaves: Leaves, middle: number) => boolean | undefined,
): Leaves[] {
  const beside: Leaves[] = [];
  for (;;) {
    const middle = start + largestBelow(end - start);
    const choice = left({ start, end }, middle);
    if (choice === undefined || end - start <= 1) return beside;
    beside.push(choice ? { start: middle, end } : { start, end: middle });
    [start, end] = choice ? [start, middle] : [middle, end];
  }
}

/** The nodes of a tree, from its tiles, each of which is read once. */
class Tree {
  readonly #tile: ReadTile;
  readonly #read = new Map<string, Promise<Uint8Array>>();

  constructor(tile: ReadTile) {
    this.#tile = tile;
  }

  /** @param ranges as `hash` takes them */
  async hashes(ranges: readonly Leaves[]): Promise<Uint8Array[]> {
    const hashes: Uint8Array[] = [];
    for (const range of ranges) hashes.push(await this.hash(range));
    return hashes;
  }

  /** The hash of a node above these leaves: they begin where one of its size may begin. */
  async hash(leaves: Leaves): Promise<Uint8Array> {
    let hash: Uint8Array | undefined;
    for (const subtree of subtreesOf(leaves).reverse()) {
      const left = await this.#subtree(subtree);
      hash = hash === undefined ? left : parentOf(left, hash);
    }
    return hash ?? rootOf(EMPTY_FRONTIER);
  }

  async #subtree({ height, index }: Subtree): Promise<Uint8Array> {
    const level = Math.floor(height / TILE_HEIGHT);
    const width = 2 ** (height % TILE_HEIGHT);
    const first = index * width;
    const tile = await this.#tileOf(level, Math.floor(first / TILE_WIDTH));
    const offset = first % TILE_WIDTH;
    if (tile.byteLength < (offset + width) * HASH_BYTES) {
      throw new ActivityError('INTERNAL_ERROR', 'A tile of the log has a gap.', {
        details: { level, index },
      });
    }
    return perfectRoot(
      Array.from({ length: width }, (_, i) =>
        tile.subarray((offset + i) * HASH_BYTES, (offset + i + 1) * HASH_BYTES),
      ),
    );
  }

  #tileOf(level: number, index: number): Promise<Uint8Array> {
    const name = `${String(level)}/${String(index)}`;
    const read = this.#read.get(name) ?? this.#tile(level, index);
    this.#read.set(name, read);
    return read;
  }
}

/** The perfect subtrees that make up the leaves, from the left: the largest first. */
function subtreesOf({ start, end }: Leaves): Subtree[] {
  const subtrees: Subtree[] = [];
  let from = start;
  while (from < end) {
    // Exact up to 2^48: a log has no more positions.
    const height = Math.floor(Math.log2(end - from));
    subtrees.push({ height, index: from / 2 ** height });
    from += 2 ** height;
  }
  return subtrees;
}

/** The hash above these nodes of one height, a power of two of them. */
export function perfectRoot(nodes: readonly Uint8Array[]): Uint8Array {
  const [left, right] = nodes;
  if (left === undefined || right === undefined) return left ?? rootOf(EMPTY_FRONTIER);
  if (nodes.length === 2) return parentOf(left, right);
  const half = nodes.length / 2;
  return parentOf(perfectRoot(nodes.slice(0, half)), perfectRoot(nodes.slice(half)));
}

/** The largest power of two below the number; of 1 it is nothing. */
function largestBelow(count: number): number {
  return count <= 1 ? 0 : 2 ** Math.floor(Math.log2(count - 1));
}
