import { createHash, timingSafeEqual } from 'node:crypto';
import type { Principal } from './principal.js';
import type { ApiKeySettings } from './settings.js';

const NO_DIGEST = '0'.repeat(64);

/** The configured API keys, found by id or by the key alone (C11.1). */
export class ApiKeyRealm {
  readonly #byId: ReadonlyMap<string, ApiKeySettings>;
  readonly #byDigest = new Map<string, ApiKeySettings[]>();
  readonly #clock: () => Date;

  constructor(keys: readonly ApiKeySettings[], clock: () => Date) {
    this.#byId = new Map(keys.map((key) => [key.id, key]));
    for (const key of keys) {
      const same = this.#byDigest.get(key.keyHash);
      if (same === undefined) this.#byDigest.set(key.keyHash, [key]);
      else same.push(key);
    }
    this.#clock = clock;
  }

  /** The key with this id and secret, if it is active and has not expired. */
  withId(id: string, secret: string): Principal | undefined {
    const entry = this.#byId.get(id);
    return this.#checked(entry, digestOf(secret));
  }

  /** The key with this text, if it is active and has not expired. */
  withKey(key: string): Principal | undefined {
    const digest = digestOf(key);
    const entries = this.#byDigest.get(digest) ?? [];
    const usable = entries.find((entry) => this.#isUsable(entry)) ?? entries[0];
    return this.#checked(usable, digest);
  }

  #checked(entry: ApiKeySettings | undefined, digest: string): Principal | undefined {
    // Compared also when there is no such key, so that a guess costs the same.
    const same = timingSafeEqual(Buffer.from(digest), Buffer.from(entry?.keyHash ?? NO_DIGEST));
    return same && entry !== undefined && this.#isUsable(entry) ? principalOf(entry) : undefined;
  }

  #isUsable(entry: ApiKeySettings): boolean {
    const expired = entry.expiresAt !== undefined && entry.expiresAt <= this.#clock();
    return entry.state === 'active' && !expired;
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function principalOf(entry: ApiKeySettings): Principal {
  const { name, username, picture, locale, roles, scopes, tier, tlpClearance, papClearance } = entry;
  return {
    kind: entry.actor,
    username: username ?? name,
    picture,
    locale,
    roles,
    scopes,
    tier,
    tlpClearance,
    papClearance,
  };
}
