import type { Activity, Change } from '../../server/domain/activity.js';
import { partDigest, partSalt, partsOf } from '../../server/domain/seal.js';
import type { SealedActivity } from '../../server/domain/store.js';

/** The sealed entry with parts erased: `change` is what is left of the change. */
export function erasedIn(activity: Activity, names: readonly string[], change: Change): SealedActivity {
  const { seal } = activity;
  const salt = seal?.salt;
  if (seal === undefined || salt === undefined) throw new Error('The entry has no salt.');
  const { hash, signature } = seal;
  const [salts, digests]: Record<string, string>[] = [{}, {}];
  for (const [name, value] of partsOf(activity)) {
    const own = partSalt(salt, name);
    if (names.includes(name)) Object.assign(digests ?? {}, { [name]: partDigest(own, name, value) });
    else Object.assign(salts ?? {}, { [name]: own });
  }
  return {
    ...activity,
    change,
    seal: { hash, salts, digests, ...(signature !== undefined && { signature }) },
  };
}
