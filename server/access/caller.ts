import type { Principal } from './principal.js';

/** Where a request comes from. One object per request: what it decides belongs together, however often it tries. */
export interface Origin {
  /** The same in the answer, in the log and in the audit log. */
  readonly requestId: string;
  /** Address of the client, through the host's `trust proxy`; absent when the connection has none. */
  readonly address?: string | undefined;
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
}

/** What vouches for a caller, or was asked to. */
export interface Realm {
  readonly type: 'basic' | 'api_key' | 'jwt' | 'host' | 'anonymous' | 'none';
  /** Id of the key, issuer of the token, else the type. */
  readonly name: string;
}

/** Somebody who is known, and where the request comes from. */
export interface Caller {
  readonly principal: Principal;
  readonly realm: Realm;
  readonly origin: Origin;
  /** Until when what vouches for them counts, leeway included; absent: for as long as nobody takes it back. */
  readonly expiresAt?: Date | undefined;
}

/** The realm of a type that there is one of. */
export function realmOf(type: Realm['type'], name: string = type): Realm {
  return { type, name };
}
