import { randomBytes } from 'node:crypto';
import { PasswordVerifier } from './password_verifier.js';
import type { Principal } from './principal.js';
import type { ScryptHash } from './scrypt_hash.js';
import { parseScryptHash } from './scrypt_hash.js';
import type { UserSettings } from './settings.js';

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
    const [known] = this.#users.values();
    // No password has a random digest; its cost is that of a real user.
    this.#nobody = known && {
      ...known.hash,
      salt: randomBytes(known.hash.salt.length),
      hash: randomBytes(known.hash.hash.length),
    };
  }

  /** The user with this name and password, if there is one. An unknown name takes as long as a wrong password. */
  async authenticate(username: string, password: string): Promise<Principal | undefined> {
    const known = this.#users.get(username);
    const hash = known?.hash ?? this.#nobody;
    if (hash === undefined) return undefined;
    const right = await this.#verifier.verify(username, password, hash);
    return right && known !== undefined ? principalOf(known.user) : undefined;
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
