import { createHash, timingSafeEqual } from 'node:crypto';
import type { Realm } from './caller.js';
import { realmOf } from './caller.js';
import type { Principal } from './principal.js';
import type { Tier } from './tiers.js';
import type { Refusal, Verdict } from './sign_in.js';
import { accepted, refused } from './sign_in.js';

const NO_DIGEST = '0'.repeat(64);

/** As whose the acts of a key are recorded (C8). */
export const API_KEY_ACTORS = ['key', 'system'] as const;

/** What becomes of a key; only an active one is accepted. */
export const API_KEY_STATES = ['active', 'suspended', 'revoked'] as const;

/** An API key; the key itself is not known, only its digest. */
export interface ApiKeySettings {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, 64 lower case hex digits. */
  readonly keyHash: string;
  readonly roles: readonly string[];
  /** Absent: no narrowing; empty: nothing is allowed (C11.3). */
  readonly scopes?: readonly string[] | undefined;
  readonly username?: string | undefined;
  readonly picture?: string | undefined;
  readonly locale?: string | undefined;
  readonly actor: (typeof API_KEY_ACTORS)[number];
  readonly tier: Tier;
  readonly tlpClearance?: number | undefined;
  readonly papClearance?: number | undefined;
  readonly expiresAt?: Date | undefined;
  readonly state: (typeof API_KEY_STATES)[number];
}

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

  /** Accepts the key with this id and secret, if it is active and has not expired. */
  withId(id: string, secret: string): Verdict {
    const entry = this.#byId.get(id);
    // Compared also when there is no such key, so that a guess costs the same.
    const same = isDigest(digestOf(secret), entry);
    if (entry === undefined) return refused('unknown_key', realmOf('api_key', id), { claimed: id });
    return same
      ? this.#usable(entry)
      : refused('wrong_secret', realmOf('api_key', id), { claimed: entry.name });
  }

  /** Accepts the key with this text, if it is active and has not expired. */
  withKey(key: string): Verdict {
    // How long it takes to find a digest tells nothing about a key.
    const entries = this.#byDigest.get(digestOf(key)) ?? [];
    const entry = entries.find((one) => this.#fault(one) === undefined) ?? entries[0];
    return entry === undefined ? refused('unknown_key', realmOf('api_key')) : this.#usable(entry);
  }

  #usable(entry: ApiKeySettings): Verdict {
    return this.#fault(entry) ?? accepted(principalOf(entry), keyRealm(entry), entry.expiresAt);
  }

  #fault(entry: ApiKeySettings): Refusal | undefined {
    const { state, expiresAt, name } = entry;
    if (state !== 'active') {
      return refused('inactive_key', keyRealm(entry), { detail: state, claimed: name });
    }
    const expired = expiresAt !== undefined && expiresAt <= this.#clock();
    return expired ? refused('expired', keyRealm(entry), { claimed: name }) : undefined;
  }
}

function keyRealm({ id }: ApiKeySettings): Realm {
  return realmOf('api_key', id);
}

function isDigest(digest: string, entry: ApiKeySettings | undefined): boolean {
  return timingSafeEqual(Buffer.from(digest), Buffer.from(entry?.keyHash ?? NO_DIGEST));
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
