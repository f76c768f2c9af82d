import type { ObjectSchema, Schema } from 'joi';
import type { Access } from '../access/access.js';
import type { Scope } from '../access/scopes.js';
import type { Language } from './prose/language.js';
import type { LineLimits } from './request/body/body_lines.js';
import type { Lines } from './request/body/read_lines.js';
import type { Incoming } from './request/incoming.js';
import type { Items } from './answer/items.js';
import type { JsonSchema } from './openapi/json_schema.js';
import type { Chunk } from './answer/write_chunks.js';

/** What a handler answers. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON value; absent: no body. */
  readonly body?: unknown;
  /** Instead of a body: an array that is written piece by piece. */
  readonly items?: Items;
  /**
   * Instead of a body: chunks of any kind, each written as soon as it is there and what came before is taken, with the
   * `content-type` of `headers`. The signal is aborted when the client is gone, and when the process stops; what is
   * yielded then is still written, for half a second.
   */
  readonly stream?: (signal: AbortSignal) => AsyncIterable<Chunk, unknown>;
  /** Whether the stream has no end of its own, such as a feed: there may be other numbers of those. */
  readonly endless?: true;
  /** Sent as it is with the `content-type` of `headers`. */
  readonly text?: string | Uint8Array;
}

/** What a failed request is answered: always in one piece. */
export type FailureReply = Pick<Reply, 'status' | 'headers' | 'body'>;

/** A header of a request or of an answer, for the OpenAPI document. */
export interface HeaderSpec {
  readonly description: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

/** One answer of a route, for the OpenAPI document. */
export interface ResponseSpec {
  readonly description: string;
  /** What the body is; absent: there is none. */
  readonly schema?: JsonSchema;
  /** Media type of the body; default: JSON. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
}

/** Answers by status. */
export type Responses = Readonly<Record<number, ResponseSpec>>;

/** What a handler gets: parsed values and who asks, never the request. */
export interface RouteInput<P, Q, B> {
  readonly access: Access;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Instead of a body, where the route takes lines and they were sent. */
  readonly lines?: Lines | undefined;
  /** Lower-case names; only for headers that are part of the contract, such as `if-match`. */
  readonly headers: Incoming['headers'];
  /** Of prose; English where the dialect has no other. */
  readonly language: Language;
  /**
   * What the caller may do now, by the same request, for answers that go on: credentials, scopes and space are looked
   * at again, but no limit of rate. `undefined`: nothing here any more, or it is somebody else. Absent where a dialect
   * has no such answers.
   * @throws what is thrown when nobody can tell now
   */
  readonly renew?: () => Promise<Access | undefined>;
}

interface RouteSpec<P, Q, B> {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Express path below the router's path of the manifest, parameters as `:name`. */
  readonly path: string;
  /** Unique over all routers. */
  readonly operationId: string;
  readonly summary: string;
  readonly deprecated?: { readonly since: string; readonly use: string };
  /** Scopes that a narrowed principal needs (C11.3). */
  readonly scopes?: readonly Scope[];
  /** Whether anybody may ask, without credentials and without being counted: nothing in the answer is of a record. */
  readonly open?: true;
  /** Whether it is about no space of the request's: nobody needs a login there, and nobody has a right (P1). */
  readonly outsideSpaces?: true;
  readonly request?: {
    readonly query?: ObjectSchema<Q>;
    /** Query keys that are checked before the caller's access (K2.2 step 4). */
    readonly earlyQuery?: ObjectSchema;
    readonly body?: Schema<B>;
    /** Instead of the body: any number of values, one a line, read as they come (NDJSON). */
    readonly lines?: { readonly schema: Schema; readonly limits: LineLimits };
    /** Query keys that clients should not use any more. */
    readonly deprecatedKeys?: readonly string[];
    /** Headers that mean something here, by their name. */
    readonly headers?: Readonly<Record<string, HeaderSpec>>;
    /** Those of them, by their lower-case names, that are checked together with the query. */
    readonly checkedHeaders?: ObjectSchema;
  };
  /** Successes, and those failures that this route says more about than its dialect does. */
  readonly responses: Responses;
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

/** Whether the route reads a body. */
export function hasBody({ method }: Route): boolean {
  return method === 'post' || method === 'patch' || method === 'put';
}
