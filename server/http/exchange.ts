import type { Caller, Origin } from '../access/caller.js';
import type { RateDecision } from '../access/rates/rate_limiter.js';
import type { Incoming } from './request/incoming.js';
import type { Route } from './route.js';

/**
 * A request and everything that is known of it: one object per request, made once. What an answer's headers, language
 * and errors depend on is read from here.
 */
export interface Exchange {
  readonly origin: Origin;
  readonly incoming: Incoming;
  /** Whether the path cannot be decoded: there are no parameters then. */
  readonly unreadablePath?: true;
  /** Absent when no route has this path and method. */
  readonly route?: Route;
  /** Who asks; a dialect writes it down as soon as it knows. */
  caller?: Caller;
  /** How the caller stands with the requests of this minute; absent: not limited, or not counted here. */
  rate?: RateDecision | undefined;
}

/** A request that a route answers. */
export interface RoutedExchange extends Exchange {
  readonly route: Route;
}
