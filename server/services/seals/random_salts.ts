import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 32;
const SALTS_AT_ONCE = 128;

/** Random salts, made many at a time: asking for each by itself takes ten times as long. None is used twice. */
export class RandomSalts {
  #pool = Buffer.alloc(0);

  /** 32 random bytes. */
  next(): Uint8Array {
    if (this.#pool.length === 0) this.#pool = randomFillSync(Buffer.alloc(SALT_BYTES * SALTS_AT_ONCE));
    const salt = this.#pool.subarray(0, SALT_BYTES);
    this.#pool = this.#pool.subarray(SALT_BYTES);
    return salt;
  }
}
