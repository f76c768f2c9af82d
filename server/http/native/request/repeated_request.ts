import type { Repeatable } from '../../../services/idempotency/repeatable.js';
import { repeatable } from '../../../services/idempotency/repeatable.js';
import { idempotencyKeyOf } from '../../request/idempotency_key.js';
import type { RouteInput } from '../../route.js';

/**
 * What the request is known by when it comes again; `undefined` without a key (N7.3).
 * @param path the route, and whom it names
 */
export function repeatableRequest(
  { access, headers, body }: Pick<RouteInput<unknown, unknown, unknown>, 'access' | 'headers' | 'body'>,
  ...path: readonly string[]
): Repeatable | undefined {
  const sent = headers['idempotency-key'];
  // One that means no key has been refused before.
  const key = typeof sent === 'string' ? idempotencyKeyOf(sent) : undefined;
  return key === undefined ? undefined : repeatable(access, { path: ['native', ...path], key, body });
}
