import type { ActivityStore } from '../../domain/store.js';
import { Adoption } from './adoption.js';
import { Sealer } from './sealer.js';
import type { SigningSettings } from './signing_keys.js';
import { SigningKeys } from './signing_keys.js';

/** What a configuration says of signatures (N10.6): keys that sign, and retired ones that only verify. */
export interface IntegritySettings extends Pick<SigningSettings, 'origin'> {
  readonly keys: readonly (SigningSettings['keys'][number] | { readonly vkey: string })[];
}

/** Seals what is written to the store, and signs it as the configuration says. */
export function configuredSealer(
  store: ActivityStore,
  { origin, keys }: IntegritySettings,
  clock: () => Date,
): Sealer {
  const signing = keys.filter((key) => 'key' in key);
  return new Sealer(new Adoption(store), new SigningKeys({ origin, keys: signing }, clock));
}
