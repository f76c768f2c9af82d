import { invalid } from '../../../services/alerts/alert_fault.js';
import type { Repeatable } from '../../../services/idempotency/repeatable.js';
import { repeatable } from '../../../services/idempotency/repeatable.js';
import { idempotencyKeyOf } from '../../request/idempotency_key.js';
import type { RouteInput } from '../../route.js';

/**
 * What the request is known by when it comes again; `undefined` without a key (C10.2).
 * @param path the route, and whom it names
 * @throws INVALID_REQUEST when the key is malformed
 */
export function repeatableRequest(
  { access, headers, body }: Pick<RouteInput<unknown, unknown, unknown>, 'access' | 'headers' | 'body'>,
  ...path: readonly string[]
): Repeatable | undefined {
  const sent = headers['idempotency-key'];
  if (sent === undefined) return undefined;
  const key = typeof sent === 'string' ? idempotencyKeyOf(sent) : undefined;
  if (key === undefined) throw invalid({ fault: 'parameter', name: 'Idempotency-Key' });
  return repeatable(access, { path: ['casebender', ...path], key, body });
}
