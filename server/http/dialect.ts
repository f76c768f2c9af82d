import type { Incoming } from './incoming.js';
import type { Reply, Route, RouteInput } from './route.js';

/** A wire format: how a request becomes a handler's input, and how errors and headers look. */
export interface Dialect {
  /** The manifest's router id. */
  readonly id: string;
  /** Whether a known path with a method without route answers 405 (C1.7) or falls through to the host. */
  readonly refusesOtherMethods: boolean;
  /** Everything before the handler, in the order of checks of the dialect. Throws what `renderError` renders. */
  prepare(route: Route, incoming: Incoming): Promise<RouteInput<unknown, unknown, unknown>>;
  /** The answer to a failed request; `incoming` is absent when the path itself could not be read. */
  renderError(error: unknown, incoming: Incoming | undefined): Reply;
  /** Headers of every answer of the route. */
  headers(route: Route | undefined, incoming: Incoming | undefined): Readonly<Record<string, string>>;
}
