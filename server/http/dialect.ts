import type { Exchange, RoutedExchange } from './exchange.js';
import type { FailureReply, RouteInput } from './route.js';

/** A wire format: how a request becomes a handler's input, and how errors and headers look. */
export interface Dialect {
  /** The manifest's router id. */
  readonly id: string;
  /** Whether a known path with a method without route answers 405 (C1.7) or falls through to the host. */
  readonly refusesOtherMethods: boolean;
  /**
   * Everything before the handler, in the order of checks of the dialect. Throws what `renderError` renders. Writes
   * down the caller as soon as they are known, also for the answer to a request that is refused later.
   */
  prepare(exchange: RoutedExchange): Promise<RouteInput<unknown, unknown, unknown>>;
  /** The answer to a failed request. */
  renderError(error: unknown, exchange: Exchange): FailureReply;
  /** Headers of every answer, whatever its route says besides; `status` is the one it has. */
  headers(exchange: Exchange, status: number): Readonly<Record<string, string>>;
}
