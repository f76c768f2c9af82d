import { originOf } from '../../../domain/log/checkpoint.js';
import type { VerifierKey } from '../../../domain/log/signed_note.js';
import { parseVkey } from '../../../domain/log/signed_note.js';
import type { IntegritySettings } from '../../seals/configured_sealer.js';
import { SigningKey } from '../../seals/signing_key.js';

/** The public keys of an origin, signing ones and retired ones: what signatures are checked with. */
export class VerifierKeys {
  readonly #keys: readonly VerifierKey[];

  /** @param keys under the name of the origin */
  constructor(keys: readonly VerifierKey[]) {
    this.#keys = keys;
  }

  /** Whether there are any: without, nothing is asked of signatures. */
  get areKnown(): boolean {
    return this.#keys.length > 0;
  }

  /** The same keys as they sign for a space. */
  of(space: string): readonly VerifierKey[] {
    return this.#keys.map(({ name, publicKey }) => ({ name: originOf(name, space), publicKey }));
  }
}

/** The keys that a configuration tells of. */
export function configuredVerifiers({ origin, keys }: IntegritySettings): VerifierKeys {
  if (origin === undefined) return new VerifierKeys([]);
  const vkeys = keys.map((one) => ('key' in one ? new SigningKey(origin, one.key).vkey : one.vkey));
  return new VerifierKeys(vkeys.flatMap((vkey) => parseVkey(vkey) ?? []));
}
