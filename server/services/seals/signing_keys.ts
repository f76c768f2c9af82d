import type { KeyObject } from 'node:crypto';
import type { SeqRange } from '../../domain/record.js';
import { SigningKey } from './signing_key.js';

/** The private keys of an origin (N10.6). */
export interface SigningSettings {
  /** Name of the origin; absent: nothing is signed. */
  readonly origin?: string | undefined;
  readonly keys: readonly { readonly key: KeyObject; readonly from?: Date | undefined }[];
}

/** `from` in milliseconds. */
interface OwnKey {
  readonly key: SigningKey;
  readonly from: number;
}

/** The keys with which commits and checkpoints are signed, if there are any. */
export class SigningKeys {
  readonly #keys: readonly OwnKey[];
  readonly #clock: () => Date;

  constructor({ origin, keys }: SigningSettings, clock: () => Date) {
    this.#clock = clock;
    this.#keys = keys.map(({ key, from }) => ({
      key: new SigningKey(origin ?? '', key),
      from: from?.getTime() ?? Number.NEGATIVE_INFINITY,
    }));
  }

  /** The signature of a commit's entries with the key that has begun last; `undefined` where there is no key. */
  async signedCommit(space: string, range: SeqRange, hash: string): Promise<string | undefined> {
    return this.#current()?.signedCommit(space, range, hash);
  }

  /** Those that sign checkpoints: all that have begun; before any has, the first that will. */
  inForce(): readonly SigningKey[] {
    if (this.#keys.length === 0) return [];
    const begun = this.#begun().map(({ key }) => key);
    const first = begun.length === 0 ? this.#current() : undefined;
    return first === undefined ? begun : [first];
  }

  #begun(): readonly OwnKey[] {
    const now = this.#clock().getTime();
    return this.#keys.filter(({ from }) => from <= now);
  }

  /** Of keys that began at the same moment the one listed last; before any has begun, the first that will. */
  #current(): SigningKey | undefined {
    const begun = this.#begun();
    if (begun.length > 0) return begun.reduce((a, b) => (b.from >= a.from ? b : a)).key;
    return this.#keys.length === 0 ? undefined : this.#keys.reduce((a, b) => (b.from < a.from ? b : a)).key;
  }
}
