import { createHash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;
/** Levels of the tree that one tile spans: it has the 256 nodes below one node eight levels up (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;
/** Hashes of a full tile. */
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
/** Leaves and nodes of the tree are hashed apart (RFC 6962). */
const NODE_PREFIX = Buffer.from([1]);

/** A tree of so many leaves, as what it takes to go on: the hashes of its perfect subtrees, largest first. */
export interface Frontier {
  readonly size: number;
  readonly subtrees: readonly Uint8Array[];
}

/** The tree without leaves. */
export const EMPTY_FRONTIER: Frontier = { size: 0, subtrees: [] };

/** A node that stands in a tile: `level` counts tiles, so that 0 are the leaves and 1 the roots of 256 of them. */
export interface TileNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** The tree with more leaves, and the nodes of tiles that they have completed. @param leaves their hashes */
export function grown(
  { size, subtrees }: Frontier,
  leaves: readonly Uint8Array[],
): { readonly frontier: Frontier; readonly nodes: readonly TileNode[] } {
  const stack = [...subtrees];
  const nodes: TileNode[] = [];
  leaves.forEach((leaf, i) => {
    let [hash, index, height] = [leaf, size + i, 0];
    nodes.push({ level: 0, index, hash });
    for (; index % 2 === 1; index = Math.floor(index / 2)) {
      const left = stack.pop();
      if (left === undefined) throw new RangeError('The frontier is not that of a tree of its size.');
      hash = parentOf(left, hash);
      height += 1;
      if (height % TILE_HEIGHT === 0) {
        nodes.push({ level: height / TILE_HEIGHT, index: Math.floor(index / 2), hash });
      }
    }
    stack.push(hash);
  });
  return { frontier: { size: size + leaves.length, subtrees: stack }, nodes };
}

/** The root of the tree; of the empty one that of RFC 6962, the hash of nothing. */
export function rootOf({ subtrees }: Frontier): Uint8Array {
  const [smallest, ...larger] = [...subtrees].reverse();
  if (smallest === undefined) return createHash('sha256').digest();
  return larger.reduce((right, left) => parentOf(left, right), smallest);
}

/** The hash of a node (RFC 6962). */
export function parentOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();
}
