import type { RateLimiter, RateStanding } from '../../access/rates/rate_limiter.js';
import type { Caller } from '../../access/caller.js';
import { ActivityError } from '../../domain/errors.js';
import type { Exchange } from '../exchange.js';
import type { HeaderSpec } from '../route.js';

/**
 * Counts the request of a caller who is known now, and writes down how they stand (C12).
 * @throws RATE_LIMITED
 */
export async function ensureRate(
  limiter: Pick<RateLimiter, 'count'>,
  exchange: Exchange,
  caller: Caller,
): Promise<void> {
  exchange.rate = await limiter.count(caller);
  const retryAfterSeconds = exchange.rate?.waitSeconds;
  if (retryAfterSeconds === undefined) return;
  throw new ActivityError('RATE_LIMITED', 'Too Many Requests', { details: { retryAfterSeconds } });
}

/** Both fields of the IETF draft `draft-ietf-httpapi-ratelimit-headers`; none of a caller who is not limited. */
export function rateHeaders({ rate }: Exchange): Readonly<Record<string, string>> {
  if (rate === undefined) return {};
  const { standings } = rate;
  const fields = (text: (standing: RateStanding) => string): string => standings.map(text).join(', ');
  return {
    'RateLimit-Policy': fields(
      ({ name, quota, seconds }) => `"${name}";q=${String(quota)};w=${String(seconds)}`,
    ),
    RateLimit: fields(
      ({ name, remaining, resetSeconds }) => `"${name}";r=${String(remaining)};t=${String(resetSeconds)}`,
    ),
  };
}

/** What they are, for the OpenAPI document. */
export const RATE_HEADERS: Readonly<Record<string, HeaderSpec>> = {
  'RateLimit-Policy': { description: "Quotas `q` in windows of `w` seconds, of the caller's tier." },
  RateLimit: { description: 'Remaining requests `r`, and seconds `t` until the window is over.' },
};
