import { randomBytes } from 'node:crypto';
import { realmOf } from './caller.js';
import { PasswordVerifier } from './password_verifier.js';
import type { Principal } from './principal.js';
import type { ScryptHash } from './scrypt_hash.js';
import { costOf, parseScryptHash } from './scrypt_hash.js';
import type { Verdict } from './sign_in.js';
import { accepted, refused } from './sign_in.js';

const BASIC = realmOf('basic');

/** A person who signs in with Basic. */
export interface UserSettings {
  readonly username: string;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly roles: readonly string[];
  /** PHC string, `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`. */
  readonly passwordHash: string;
  readonly profileUid?: string | undefined;
  readonly picture?: string | undefined;
  readonly locale?: string | undefined;
  readonly tlpClearance?: number | undefined;
  readonly papClearance?: number | undefined;
}

/** The configured users, who sign in with a name and a password (C11.1). */
export class BasicRealm {
  readonly #users = new Map<string, { readonly user: UserSettings; readonly hash: ScryptHash }>();
  readonly #verifier: PasswordVerifier;
  readonly #nobody: ScryptHash | undefined;

  constructor(users: readonly UserSettings[], clock: () => Date) {
    this.#verifier = new PasswordVerifier(clock);
    for (const user of users) {
      const hash = parseScryptHash(user.passwordHash);
      if (hash !== undefined) this.#users.set(user.username, { user, hash });
    }
    // No password has a random digest; its cost is that of the dearest user.
    const [dearest] = [...this.#users.values()].map(({ hash }) => hash).sort((a, b) => costOf(b) - costOf(a));
    this.#nobody = dearest && {
      ...dearest,
      salt: randomBytes(dearest.salt.length),
      hash: randomBytes(dearest.hash.length),
    };
  }

  /**
   * Accepts the user with this name and password, if there is one. An unknown name takes as long as a wrong password
   * of the user whose password takes longest, and is throttled alike.
   */
  async authenticate(username: string, password: string, address?: string): Promise<Verdict> {
    const known = this.#users.get(username);
    const hash = known?.hash ?? this.#nobody;
    const claimed = { claimed: username };
    if (hash === undefined) return refused('unknown_user', BASIC, claimed);
    const check = await this.#verifier.verify({ username, password, address }, hash);
    switch (check.type) {
      case 'right':
        return known === undefined
          ? refused('unknown_user', BASIC, claimed)
          : accepted(principalOf(known.user), BASIC);
      case 'wrong':
        return refused(known === undefined ? 'unknown_user' : 'wrong_password', BASIC, claimed);
      case 'busy':
        return refused('busy', BASIC, claimed);
      case 'throttled':
        return refused('throttled', BASIC, { ...claimed, retryAfterSeconds: check.waitSeconds });
    }
  }
}

function principalOf(user: UserSettings): Principal {
  const { username, fullName, email, profileUid, picture, locale, roles, tlpClearance, papClearance } = user;
  return {
    kind: 'user',
    username,
    fullName,
    email,
    profileUid,
    picture,
    locale,
    roles,
    tier: 'unlimited',
    tlpClearance,
    papClearance,
  };
}
