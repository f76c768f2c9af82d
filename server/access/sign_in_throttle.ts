import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { FailureCounter } from './failure_counter.js';

const WINDOW_MS = 5 * 60_000;
/** Failures of one user from one address: a person who tries old passwords stays below. */
const PER_USER_AND_ADDRESS = 10;
/** Failures from one address: an office behind one address stays below. */
const PER_ADDRESS = 100;
/** Failures of one user from everywhere. One address alone cannot bring this about. */
const PER_USER = 100;
/** Addresses from which users have signed in are remembered for a day, so many of them. */
const KNOWN_MS = 24 * 60 * 60_000;
const MAX_KNOWN = 10_000;

/** One check of a password; it counts as a failure until `settle` says otherwise. */
export interface PasswordAttempt {
  /** `wrong`: it stays counted; `unknown`: it was not checked after all. */
  settle(outcome: 'right' | 'wrong' | 'unknown'): void;
}

/**
 * Slows down guessing: at most so many failures in five minutes per user and address, per address and per user.
 * Whoever has signed in from an address is not kept out of it by failures from other addresses.
 */
export class SignInThrottle {
  readonly #pairs: FailureCounter;
  readonly #addresses: FailureCounter;
  readonly #users: FailureCounter;
  readonly #known: LRUCache<string, true>;

  constructor(clock: () => Date) {
    const windowMs = WINDOW_MS;
    this.#pairs = new FailureCounter({ limit: PER_USER_AND_ADDRESS, windowMs, clock });
    this.#addresses = new FailureCounter({ limit: PER_ADDRESS, windowMs, clock });
    this.#users = new FailureCounter({ limit: PER_USER, windowMs, clock });
    this.#known = new LRUCache({
      max: MAX_KNOWN,
      ttl: KNOWN_MS,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
    });
  }

  /** Begins a check, or says how many seconds to wait. */
  begin(username: string, from: string | undefined): PasswordAttempt | { readonly waitSeconds: number } {
    const address = networkOf(from);
    const pair = JSON.stringify([username, address]);
    const waitSeconds = Math.max(
      this.#pairs.waitSeconds(pair),
      this.#addresses.waitSeconds(address),
      this.#known.get(pair) === true ? 0 : this.#users.waitSeconds(username),
    );
    if (waitSeconds > 0) return { waitSeconds };
    // Counted before it is known: many at the same time would otherwise all pass.
    this.#pairs.add(pair);
    this.#addresses.add(address);
    this.#users.add(username);
    return {
      settle: (outcome) => {
        if (outcome === 'wrong') return;
        this.#pairs.takeBack(pair);
        this.#addresses.takeBack(address);
        this.#users.takeBack(username);
        if (outcome === 'unknown') return;
        this.#pairs.forget(pair);
        this.#known.set(pair, true);
      },
    };
  }
}

/** The address; of IPv6 the /64 network, because everybody has all addresses of one. */
export function networkOf(address = ''): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%', 1);
  if (!isIPv6(plain)) return address;
  const [head = [], tail = []] = plain.split('::', 2).map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
