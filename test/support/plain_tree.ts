import { createHash } from 'node:crypto';
import { parentOf } from '../../server/domain/log/merkle.js';

/** The root as RFC 6962 defines it, by recursion. */
export function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return parentOf(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)));
}

/** All tiles of a tree in hex, by `level/index`. */
export function plainTiles(leaves: readonly Uint8Array[]): Record<string, string> {
  const tiles: Record<string, string> = {};
  for (let level = 0; 256 ** level <= leaves.length; level += 1) {
    const span = 256 ** level;
    const nodes = Array.from({ length: Math.floor(leaves.length / span) }, (_, i) =>
      plainRoot(leaves.slice(i * span, (i + 1) * span)),
    );
    for (let index = 0; index * 256 < nodes.length; index += 1) {
      tiles[`${String(level)}/${String(index)}`] = hex(
        Buffer.concat(nodes.slice(index * 256, index * 256 + 256)),
      );
    }
  }
  return tiles;
}

/** The bytes in hex, which are compared more readably. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
