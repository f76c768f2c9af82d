import type { ActivityStore } from '../../domain/store.js';
import { Adoption } from './adoption.js';
import { Sealer } from './sealer.js';
import type { SigningSettings } from './signing_keys.js';
import { SigningKeys } from './signing_keys.js';

/** What a configuration says of signatures (N10.6): keys that sign, and retired ones that only verify. */
export interface IntegritySettings extends Pick<SigningSettings, 'origin'> {
  readonly keys: readonly (SigningSettings['keys'][number] | RetiredKey)[];
}

/** The public half of a key that signs no more, under the name of the origin. */
export interface RetiredKey {
  readonly vkey: string;
  readonly until?: Date | undefined;
}

/** The keys that sign, as the configuration says. */
export function configuredKeys(
  { origin, keys }: Pick<IntegritySettings, 'origin' | 'keys'>,
  clock: () => Date,
): SigningKeys {
  return new SigningKeys({ origin, keys: keys.filter((key) => 'key' in key) }, clock);
}

/** Seals what is written to the store, and signs it as the configuration says. */
export function configuredSealer(
  store: ActivityStore,
  settings: IntegritySettings,
  clock: () => Date,
): Sealer {
  return new Sealer(new Adoption(store), configuredKeys(settings, clock));
}
