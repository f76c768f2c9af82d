import { HASH_BYTES, parentOf } from './merkle.js';

/** That a leaf is in a tree. */
export interface InclusionClaim {
  /** Its hash, 32 bytes. */
  readonly leafHash: Uint8Array;
  /** Where it is, from 0. */
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  /** Hashes from the lowest on. */
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** That a tree goes on from an earlier one. */
export interface ConsistencyClaim {
  /** Leaves of the earlier tree, at least 1. */
  readonly from: number;
  /** Leaves of the later one. */
  readonly to: number;
  readonly path: readonly Uint8Array[];
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
}

/** Whether the path shows what is claimed (RFC 9162 section 2.1.3.2). */
export function verifiesInclusion({ leafHash, index, size, path, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes(path)) return false;
  const climb = new Climb(index, size - 1);
  let hash = leafHash;
  for (const node of path) {
    if (climb.isAtRoot) return false;
    hash = climb.isRight ? parentOf(node, hash) : parentOf(hash, node);
    climb.up();
  }
  return climb.isAtRoot && isSame(hash, root);
}

/** Whether the path shows what is claimed (RFC 9162 section 2.1.4.2); of the same tree twice it is empty. */
export function verifiesConsistency({ from, to, path, fromRoot, toRoot }: ConsistencyClaim): boolean {
  if (!isCount(from) || !isCount(to) || from < 1 || from > to || !areHashes(path)) return false;
  if (from === to) return path.length === 0 && isSame(fromRoot, toRoot);
  if (path.length === 0) return false;
  const [first, ...rest] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...path] : path;
  if (first === undefined) return false;
  const climb = new Climb(from - 1, to - 1);
  climb.toLeft();
  let [old, whole] = [first, first];
  for (const node of rest) {
    if (climb.isAtRoot) return false;
    if (climb.isRight) old = parentOf(node, old);
    whole = climb.isRight ? parentOf(node, whole) : parentOf(whole, node);
    climb.up();
  }
  return climb.isAtRoot && isSame(old, fromRoot) && isSame(whole, toRoot);
}

/** The way from a node to the root: how many nodes are to the left of it, and of the last one, at its height. */
class Climb {
  #node: number;
  #last: number;

  constructor(node: number, last: number) {
    this.#node = node;
    this.#last = last;
  }

  get isAtRoot(): boolean {
    return this.#last === 0;
  }

  /** Whether the next hash belongs to the left. */
  get isRight(): boolean {
    return this.#node % 2 === 1 || this.#node === this.#last;
  }

  /** Past the heights at which the last node has no neighbour. */
  up(): void {
    if (this.isRight) while (this.#node % 2 === 0 && this.#node > 0) this.#halve();
    this.#halve();
  }

  /** Up to where the node is a left one: what is below it is common to both trees. */
  toLeft(): void {
    while (this.#node % 2 === 1) this.#halve();
  }

  #halve(): void {
    this.#node = Math.floor(this.#node / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Of other lengths, two could be read as two others. */
function areHashes(path: readonly Uint8Array[]): boolean {
  return path.every(({ byteLength }) => byteLength === HASH_BYTES);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
