import { createHmac, hash as digest } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { Access } from '../../access/access.js';
import { senderOf } from '../../access/sender.js';
import type { Subject } from '../../domain/activity.js';
import { nameUuid } from './name_uuid.js';

/** A request that its sender may send again: what it is known by (C10.2, N7.3). No part of it can be read from this. */
export interface Repeatable {
  /** Digest of who sends it, space, path and key. */
  readonly key: string;
  /** Digest of the body. */
  readonly body: string;
  /** For what the request creates without naming it: the same UUID for the same key. */
  readonly id: string;
}

/** What its sender says of it. */
export interface KeyedRequest {
  /** The route, from the dialect on, and whom it names. */
  readonly path: readonly string[];
  /** As it was sent in `Idempotency-Key`. */
  readonly key: string;
  /** A JSON value. */
  readonly body: unknown;
}

/** What a use case answers that may have been asked for before. */
export interface Answered<T> {
  readonly result: T;
  /** Whether this is the answer of before, and nothing was done now. */
  readonly replayed: boolean;
}

/** Names of this project's own; any other UUID would do, this one is never to change. */
const NAMESPACE = '0b1c4d0e-6a3b-5c58-9d43-7f6c1f0a2e57';

/** 132 bits: among 64 keys of one record nobody meets another one by accident, and a head stays small. */
const DIGEST_CHARACTERS = 22;

/** What a caller's request is known by when it comes again. */
export function repeatable(access: Access, { path, key, body }: KeyedRequest): Repeatable {
  return repeatableIn([...senderOf(access), access.space.id, path, key], body);
}

/** The same of a change that the host itself records. */
export function repeatableOfHost(
  { space, kind, id }: Subject,
  { key, body }: Omit<KeyedRequest, 'path'>,
): Repeatable {
  return repeatableIn(['host', space, ['record', kind, id], key], body);
}

function repeatableIn(names: readonly unknown[], body: unknown): Repeatable {
  const scope = canonicalize(names);
  return {
    key: digest('sha256', scope, 'base64url').slice(0, DIGEST_CHARACTERS),
    // Keyed by what is not kept: a short body, erased since, cannot be guessed from its digest.
    body: createHmac('sha256', scope)
      .update(canonicalize(body))
      .digest('base64url')
      .slice(0, DIGEST_CHARACTERS),
    id: nameUuid(NAMESPACE, scope),
  };
}
