import { LRUCache } from 'lru-cache';
import type { ReadTile } from '../../domain/log/proofs.js';

/** Tiles that are held at once, 8 KiB each: neighbours in the log have most of theirs in common. */
const MAX_TILES = 64;

/** Tiles of one tree, which only grow: what was read is right for every size up to that of the time. */
export function keptTiles(read: ReadTile): ReadTile {
  const kept = new LRUCache<string, Uint8Array>({ max: MAX_TILES });
  return async (level, index) => {
    const name = `${String(level)}/${String(index)}`;
    const tile = kept.get(name) ?? (await read(level, index));
    kept.set(name, tile);
    return tile;
  };
}
