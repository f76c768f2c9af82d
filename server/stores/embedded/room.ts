import { statfsSync } from 'node:fs';
import { ActivityError } from '../../domain/errors.js';

/** Stays free whatever is written: for other processes that looked at the same moment, and for lmdb's lists. */
const RESERVE = 1024 * 1024;

/** The room on the disk for what is being written. lmdb must not meet the end of it (docs/decisions/002). */
export class Room {
  readonly #path: string;
  #taken = 0;

  /** @param path a folder on the disk in question */
  constructor(path: string) {
    this.#path = path;
  }

  /** @throws STORE_UNAVAILABLE when that many bytes do not fit beside those that are being written */
  expect(bytes: number): void {
    if (freeBytes(this.#path) < this.#taken + bytes + RESERVE) throw storeIsFull();
  }

  /**
   * Runs `write` if that many bytes fit beside those that are being written.
   * @throws STORE_UNAVAILABLE when they do not
   */
  async with<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    this.expect(bytes);
    this.#taken += bytes;
    try {
      return await write();
    } finally {
      this.#taken -= bytes;
    }
  }
}

/** What a commit fails with that does not fit on the disk. */
export function storeIsFull(cause?: unknown): ActivityError {
  return new ActivityError('STORE_UNAVAILABLE', 'The store is full.', { cause });
}

/** Whether so little room is left that a write which failed probably did not fit. */
export function isNearlyFull(path: string): boolean {
  return freeBytes(path) < RESERVE;
}

/** Unlimited where the file system does not say. */
function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
