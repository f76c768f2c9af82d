import type { ObjectSchema, Schema } from 'joi';
import type { Access } from '../access/access.js';
import type { Incoming } from './incoming.js';

/** What a handler answers. `items` is written as a JSON array piece by piece, in constant memory. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON value; absent: no body. */
  readonly body?: unknown;
  /** JSON texts of the elements, in portions. */
  readonly items?: AsyncIterable<readonly string[]>;
  /** Sent as it is with the `content-type` of `headers`. */
  readonly text?: string;
}

/** What a handler gets: parsed values and who asks, never the request. */
export interface RouteInput<P, Q, B> {
  readonly access: Access;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Lower-case names; only for headers that are part of the contract, such as `if-match`. */
  readonly headers: Incoming['headers'];
  /** BCP 47 tag of the catalogue that prose answers use, where the dialect has prose. */
  readonly locale: string;
}

interface RouteSpec<P, Q, B> {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Express path below the router's path of the manifest, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly deprecated?: { readonly since: string; readonly use: string };
  /** Scopes that a narrowed principal needs (C11.3). */
  readonly scopes?: readonly string[];
  readonly request?: {
    readonly query?: ObjectSchema<Q>;
    /** Query keys that are checked before the caller's access (K2.2 step 4). */
    readonly earlyQuery?: ObjectSchema;
    readonly body?: Schema<B>;
  };
  /** Description per status, for the OpenAPI document. */
  readonly responses: Readonly<Record<number, string>>;
  readonly handle: (input: RouteInput<P, Q, B>) => Promise<Reply>;
}

/** A route as the router and the OpenAPI document see it: the types of its input are checked where it is defined. */
export type Route = RouteSpec<unknown, unknown, unknown>;

/** A route is data: the same table serves, guards and documents. */
export function defineRoute<P = Record<string, never>, Q = Record<string, never>, B = undefined>(
  spec: RouteSpec<P, Q, B>,
): Route {
  // The seam where types are erased: the dialect decodes with these very schemas before it calls `handle`.
  return spec as unknown as Route;
}
