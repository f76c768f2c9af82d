import { ActivityError } from '../domain/errors.js';

/** @throws INVALID_REQUEST naming the keys that more than one of them has, each once (K17.1, K17.3) */
export function refuseRepeatedKeys(field: string, items: readonly { readonly key: string }[]): void {
  const keys = items.map(({ key }) => key);
  const repeated = new Set(keys.filter((key, i) => keys.indexOf(key) !== i));
  if (repeated.size === 0) return;
  throw new ActivityError(
    'INVALID_REQUEST',
    `Invalid duplicated ${field} keys in request: ${[...repeated].join(',')}`,
  );
}
