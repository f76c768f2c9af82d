import type { Activity, Actor } from '../../server/domain/activity.js';
import { partDigest, partSalt, partsOf } from '../../server/domain/seal.js';
import type { SealedActivity } from '../../server/domain/store.js';

/** The entry with another actor: its seal keeps the digest of the former one and the salts of the other parts. */
export function withActor(activity: Activity, actor: Actor): SealedActivity {
  const { seal } = activity;
  const salt = seal?.salt;
  if (seal === undefined || salt === undefined) throw new Error('The entry has no salt.');
  const parts = partsOf(activity).filter(([name]) => name !== 'actor');
  const [, former] = partsOf(activity).find(([name]) => name === 'actor') ?? [];
  const { hash, signature } = seal;
  return {
    ...activity,
    actor,
    seal: {
      ...{ hash, salts: Object.fromEntries(parts.map(([name]) => [name, partSalt(salt, name)])) },
      digests: { actor: partDigest(partSalt(salt, 'actor'), 'actor', former ?? null) },
      ...(signature !== undefined && { signature }),
    },
  };
}
