import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ScryptHash } from './scrypt_hash.js';
import { matchesScryptHash } from './scrypt_hash.js';
import { SignInThrottle } from './sign_in_throttle.js';

const REMEMBERED_MS = 60_000;
const REMEMBERED_MAX = 1000;
// scrypt runs on libuv's four threads, which also serve the file system; two are left for everything else.
const PARALLEL = 2;
// A flood of wrong passwords may not fill the memory: nobody waits behind so many others.
const MAX_WAITING = 500;

/** Whether a password is right; `busy`, `throttled`: it was not looked at. */
export type PasswordCheck =
  | { readonly type: 'right' | 'wrong' | 'busy' }
  | { readonly type: 'throttled'; readonly waitSeconds: number };

/** Who claims a password, and from which address. */
export interface Claim {
  readonly username: string;
  readonly password: string;
  readonly address: string | undefined;
}

/**
 * Checks passwords and remembers the right ones for 60 s, so that scrypt is not paid on every request.
 * What is remembered is a digest under a key of this process, never the password. Failures are throttled; what is
 * remembered passes all the same.
 */
export class PasswordVerifier {
  readonly #key = randomBytes(32);
  readonly #verified: LRUCache<string, true>;
  readonly #throttle: SignInThrottle;
  readonly #running = new Map<string, Promise<PasswordCheck>>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(clock: () => Date) {
    this.#throttle = new SignInThrottle(clock);
    this.#verified = new LRUCache({
      max: REMEMBERED_MAX,
      ttl: REMEMBERED_MS,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
    });
  }

  /** Whether the user's password has the digest. Equal questions asked at the same time are answered once. */
  verify(claim: Claim, expected: ScryptHash): Promise<PasswordCheck> {
    const { username, password } = claim;
    const question = createHmac('sha256', this.#key)
      .update(
        JSON.stringify([username, password, expected.salt.toString('hex'), expected.hash.toString('hex')]),
      )
      .digest('base64');
    if (this.#verified.get(question) === true) return Promise.resolve({ type: 'right' });
    const running = this.#running.get(question);
    if (running !== undefined) return running;
    const answer = this.#attempt(question, claim, expected).finally(() => this.#running.delete(question));
    this.#running.set(question, answer);
    return answer;
  }

  async #attempt(question: string, claim: Claim, expected: ScryptHash): Promise<PasswordCheck> {
    if (this.#waiting.length >= MAX_WAITING) return { type: 'busy' };
    const attempt = this.#throttle.begin(claim.username, claim.address);
    if ('waitSeconds' in attempt) return { type: 'throttled', ...attempt };
    let outcome: 'right' | 'wrong' | 'unknown' = 'unknown';
    try {
      outcome = (await this.#compute(claim.password, expected)) ? 'right' : 'wrong';
      if (outcome === 'right') this.#verified.set(question, true);
      return { type: outcome };
    } finally {
      attempt.settle(outcome);
    }
  }

  async #compute(password: string, expected: ScryptHash): Promise<boolean> {
    if (this.#busy >= PARALLEL) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    try {
      return await matchesScryptHash(password, expected);
    } finally {
      // The place is handed on, not given back: nobody can slip in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}
