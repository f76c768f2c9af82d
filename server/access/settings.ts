import type { JsonObject } from '../domain/json.js';

/** An application that records belong to, and the feature whose privileges guard them (K13.2). */
export interface Owner {
  readonly id: string;
  /** The feature's id without version suffix, such as `generalCases`. */
  readonly feature: string;
  /** Where the application stands in a client's menu. */
  readonly section: string;
}

/** What a role grants in some spaces (K13.3). */
export interface RoleEntry {
  /** Space ids, or `*`; empty means `*`. */
  readonly spaces: readonly string[];
  readonly base: readonly string[];
  /** Privileges per feature id. */
  readonly feature: Readonly<Record<string, readonly string[]>>;
}

/** A role as Kibana writes it; only what concerns this product. */
export interface Role {
  readonly name: string;
  readonly kibana: readonly RoleEntry[];
}

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
  readonly actor: 'key' | 'system';
  readonly tier: string;
  readonly tlpClearance?: number | undefined;
  readonly papClearance?: number | undefined;
  readonly expiresAt?: Date | undefined;
  readonly state: 'active' | 'suspended' | 'revoked';
}

/** What verifies an issuer's tokens. A secret and public keys never serve the same entry. */
export type JwtKeys =
  | { readonly type: 'secret'; readonly secret: string }
  | { readonly type: 'jwks'; readonly jwks: { readonly keys: readonly JsonObject[] } }
  | { readonly type: 'remote'; readonly url: string };

/** Names of the claims that describe the caller; a dotted name is a path into nested claims. */
export interface JwtClaims {
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly roles: string;
  readonly picture: string;
  readonly locale: string;
  readonly scope: string;
  readonly tier: string;
  readonly tlpClearance: string;
  readonly papClearance: string;
}

/** An issuer whose tokens are accepted as `Bearer` (C11.1). */
export interface JwtSettings {
  readonly issuer: string;
  /** A token must be meant for at least one of them. */
  readonly audience: readonly string[];
  readonly keys: JwtKeys;
  /** The only accepted `alg` values. */
  readonly algorithms: readonly string[];
  readonly claims: JwtClaims;
}

/** Who may come in, and with which roles. */
export interface SecuritySettings {
  /** False: every caller is an anonymous superuser. */
  readonly enabled: boolean;
  readonly roles: readonly Role[];
  readonly users: readonly UserSettings[];
  readonly apiKeys: readonly ApiKeySettings[];
  readonly jwt: readonly JwtSettings[];
}
