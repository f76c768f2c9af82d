import type { JsonSchema } from './json_schema.js';
import type { HeaderSpec, Route } from '../route.js';

/** What the routes of one dialect have in common, for the OpenAPI document. */
export interface RouteDocumentation {
  readonly description: string;
  /** Whether its routes take credentials and exist once per space. */
  readonly guarded: boolean;
  /** Body of every failure. */
  readonly failure: JsonSchema;
  /** Its media type; default: JSON. */
  readonly failureType?: string;
  /** How a route can fail, by status, whatever it says itself. */
  readonly failures: (route: Route) => Readonly<Record<number, string>>;
  /** Headers that its requests may have. */
  readonly requestHeaders: (route: Route) => Readonly<Record<string, HeaderSpec>>;
  /** Headers of every answer. */
  readonly answerHeaders: Readonly<Record<string, HeaderSpec>>;
}
