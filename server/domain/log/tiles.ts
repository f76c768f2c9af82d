import { ActivityError } from '../errors.js';
import type { TileNode } from './merkle.js';
import { HASH_BYTES, TILE_WIDTH } from './merkle.js';

/** Neighbouring hashes of one tile. */
export interface TilePart {
  readonly level: number;
  /** Which tile of its level, from 0. */
  readonly index: number;
  /** Where in the tile the first hash stands. */
  readonly offset: number;
  readonly hashes: Uint8Array;
}

/** Nodes by the tiles that they stand in. Of each level they are neighbours, as a growing tree completes them. */
export function tileParts(nodes: readonly TileNode[]): readonly TilePart[] {
  const parts = new Map<string, { level: number; index: number; offset: number; hashes: Uint8Array[] }>();
  for (const { level, index: node, hash } of nodes) {
    const index = Math.floor(node / TILE_WIDTH);
    const name = `${String(level)}/${String(index)}`;
    const part = parts.get(name) ?? { level, index, offset: node % TILE_WIDTH, hashes: [] };
    part.hashes.push(hash);
    parts.set(name, part);
  }
  return [...parts.values()].map((part) => ({ ...part, hashes: Buffer.concat(part.hashes) }));
}

/**
 * The tile with the part in its place. What the tile has from there on is the same or of a run that broke off.
 * @throws INTERNAL_ERROR when hashes before the part are missing
 */
export function tileWith(tile: Uint8Array | undefined, { offset, hashes }: TilePart): Uint8Array {
  const before = tile?.subarray(0, offset * HASH_BYTES) ?? new Uint8Array();
  if (before.byteLength === offset * HASH_BYTES) return Buffer.concat([before, hashes]);
  throw new ActivityError('INTERNAL_ERROR', 'A tile of the log has a gap.');
}

/** How many hashes a tile has in a tree of so many leaves; 0: it does not exist. */
export function widthOf(size: number, level: number, index: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}
