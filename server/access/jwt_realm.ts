import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { Logger } from '../domain/logger.js';
import type { Claims } from './claims.js';
import { principalOfClaims } from './claims.js';
import type { Principal } from './principal.js';
import type { JwtKeys, JwtSettings } from './settings.js';

const LEEWAY_SECONDS = 60;

type Key = Uint8Array | JWTVerifyGetKey;

/** The configured issuers, whose tokens come as `Bearer` (C11.1). */
export class JwtRealm {
  readonly #issuers: readonly { readonly settings: JwtSettings; readonly key: Key }[];
  readonly #clock: () => Date;
  readonly #logger: Logger | undefined;

  constructor(issuers: readonly JwtSettings[], clock: () => Date, logger?: Logger) {
    this.#issuers = issuers.map((settings) => ({ settings, key: keyOf(settings.keys) }));
    this.#clock = clock;
    this.#logger = logger;
  }

  /** The caller of a token that one of the issuer's entries verifies; otherwise `undefined`, never an error. */
  async authenticate(token: string): Promise<Principal | undefined> {
    const issuer = issuerOf(token);
    for (const { settings, key } of this.#issuers) {
      if (settings.issuer !== issuer) continue;
      const claims = await this.#verified(token, settings, key);
      if (claims !== undefined) return principalOfClaims(claims, settings.claims);
    }
    return undefined;
  }

  async #verified(token: string, settings: JwtSettings, key: Key): Promise<Claims | undefined> {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer: settings.issuer,
        audience: [...settings.audience],
        // The list is fixed per kind of key, so a public key can never serve as an HMAC secret.
        algorithms: [...settings.algorithms],
        requiredClaims: ['exp'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: this.#clock(),
      });
      return payload;
    } catch (error) {
      // A bad token is the caller's affair; keys that cannot be fetched are the operator's.
      if (settings.keys.type === 'remote' && !isTokenFault(error)) {
        this.#logger?.warn({ error, issuer: settings.issuer }, 'The keys of a token issuer cannot be read');
      }
      return undefined;
    }
  }
}

function keyOf(keys: JwtKeys): Key {
  switch (keys.type) {
    case 'secret':
      return new TextEncoder().encode(keys.secret);
    case 'jwks':
      // The configuration has checked the form; which members a key needs, only the library knows.
      return createLocalJWKSet(keys.jwks as unknown as JSONWebKeySet);
    case 'remote':
      return createRemoteJWKSet(new URL(keys.url));
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function isTokenFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWKSNoMatchingKey
  );
}
