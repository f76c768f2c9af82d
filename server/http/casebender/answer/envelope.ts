import type { CasebenderSuccess } from '../../../../common/casebender.js';
import type { Items } from '../../answer/items.js';

/** What stands around a list that is written piece by piece, as `success` has it. */
export const SUCCESS: Pick<Items, 'before' | 'after'> = { before: '{"status":"success","data":', after: '}' };

/** The body of every success (C1.2). */
export function success<T>(data: T): CasebenderSuccess<T> {
  return { status: 'success', data };
}

/** A version as `ETag` and `If-Match` have it. */
export function etag(version: number): string {
  return `"${String(version)}"`;
}
