import type { Tier } from '../tiers.js';
import { TIERS } from '../tiers.js';

/** Requests per window of a tier; an absent figure is no limit (C12). */
export interface RateLimit {
  readonly minute?: number | undefined;
  readonly hour?: number | undefined;
  readonly burst?: number | undefined;
}

/** The limits of each tier. */
export type RateLimits = Readonly<Record<Tier, RateLimit>>;

/** A window, and how many requests it takes. */
export interface RateWindow {
  readonly name: keyof RateLimit;
  readonly seconds: number;
  readonly quota: number;
}

const SECONDS: Readonly<Record<keyof RateLimit, number>> = { burst: 1, minute: 60, hour: 3600 };
const NAMES = ['burst', 'minute', 'hour'] as const;

/**
 * The windows that a principal's requests are counted in, in the order of C12. A tier that nobody knows, as a token
 * or a host may name it, is the lowest one; none is `unlimited`.
 */
export function windowsOf(limits: RateLimits, tier = 'unlimited'): readonly RateWindow[] {
  const limit = limits[TIERS.find((known) => known === tier) ?? 'basic'];
  return NAMES.flatMap((name) => {
    const quota = limit[name];
    return quota === undefined ? [] : [{ name, seconds: SECONDS[name], quota }];
  });
}
