import type { Activity } from './activity.js';

/** How many of an entry's values are erased: its seal has their digests alone (N10.1). */
export function erasedPartsOf({ seal }: Pick<Activity, 'seal'>): number {
  return Object.keys(seal?.digests ?? {}).length;
}
