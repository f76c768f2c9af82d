import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ScryptHash } from './scrypt_hash.js';
import { matchesScryptHash } from './scrypt_hash.js';

const REMEMBERED_MS = 60_000;
const REMEMBERED_MAX = 1000;
// scrypt runs on libuv's four threads, which also serve the file system; two are left for everything else.
const PARALLEL = 2;
// A flood of wrong passwords may not fill the memory: whoever comes behind so many others is refused.
const MAX_WAITING = 500;

/**
 * Checks passwords and remembers the right ones for 60 s, so that scrypt is not paid on every request.
 * What is remembered is a digest under a key of this process, never the password.
 */
export class PasswordVerifier {
  readonly #key = randomBytes(32);
  readonly #verified: LRUCache<string, true>;
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(clock: () => Date) {
    this.#verified = new LRUCache({
      max: REMEMBERED_MAX,
      ttl: REMEMBERED_MS,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
    });
  }

  /** Whether the user's password has the digest. Equal questions asked at the same time are answered once. */
  verify(username: string, password: string, expected: ScryptHash): Promise<boolean> {
    const question = createHmac('sha256', this.#key)
      .update(
        JSON.stringify([username, password, expected.salt.toString('hex'), expected.hash.toString('hex')]),
      )
      .digest('base64');
    if (this.#verified.get(question) === true) return Promise.resolve(true);
    const running = this.#running.get(question);
    if (running !== undefined) return running;
    const answer = this.#compute(question, password, expected).finally(() => this.#running.delete(question));
    this.#running.set(question, answer);
    return answer;
  }

  async #compute(question: string, password: string, expected: ScryptHash): Promise<boolean> {
    if (this.#waiting.length >= MAX_WAITING) return false;
    if (this.#busy >= PARALLEL) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    try {
      const right = await matchesScryptHash(password, expected);
      if (right) this.#verified.set(question, true);
      return right;
    } finally {
      // The place is handed on, not given back: nobody can slip in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}
