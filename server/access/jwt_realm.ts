import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JsonObject } from '../domain/json.js';
import type { Logger } from '../domain/logger.js';
import { realmOf } from './caller.js';
import type { JwtClaims } from './claims.js';
import { principalOfClaims } from './claims.js';
import { remoteKeySet } from './remote_key_set.js';
import type { Refusal, Verdict } from './sign_in.js';
import { accepted, refused } from './sign_in.js';

const LEEWAY_SECONDS = 60;

type Key = Uint8Array | JWTVerifyGetKey;
type Fault = Pick<Refusal, 'reason' | 'detail'>;
type Verified =
  | { readonly payload: JWTPayload; readonly fault?: undefined }
  | { readonly payload?: undefined; readonly fault: Fault };

/** What verifies an issuer's tokens. A secret and public keys never serve the same entry. */
export type JwtKeys =
  | { readonly type: 'secret'; readonly secret: string }
  | { readonly type: 'jwks'; readonly jwks: { readonly keys: readonly JsonObject[] } }
  | { readonly type: 'remote'; readonly url: string };

/** An issuer whose tokens are accepted as `Bearer` (C11.1). */
export interface JwtSettings {
  readonly issuer: string;
  /** A token must be meant for at least one of them. */
  readonly audience: readonly string[];
  readonly keys: JwtKeys;
  /** The only accepted `alg` values. */
  readonly algorithms: readonly string[];
  readonly claims: JwtClaims;
  /** The roles that its tokens can grant; absent: all. */
  readonly roles?: readonly string[] | undefined;
}

/** The configured issuers, whose tokens come as `Bearer` (C11.1). */
export class JwtRealm {
  readonly #issuers: readonly { readonly settings: JwtSettings; readonly key: Key }[];
  readonly #clock: () => Date;

  constructor(issuers: readonly JwtSettings[], clock: () => Date, logger?: Logger) {
    const sets = new Map<string, JWTVerifyGetKey>();
    // Entries with the same URL share what is fetched.
    const remote = (url: string): JWTVerifyGetKey => {
      const set = sets.get(url) ?? remoteKeySet(url, clock, logger);
      sets.set(url, set);
      return set;
    };
    this.#issuers = issuers.map((settings) => ({ settings, key: keyOf(settings.keys, remote) }));
    this.#clock = clock;
  }

  /** Accepts the token when one of its issuer's entries verifies it. Never throws. */
  async authenticate(token: string): Promise<Verdict> {
    const issuer = issuerOf(token);
    if (issuer === undefined) return refused('invalid_token', realmOf('jwt'), { detail: 'form' });
    const realm = realmOf('jwt', issuer);
    const faults: Fault[] = [];
    for (const { settings, key } of this.#issuers) {
      if (settings.issuer !== issuer) continue;
      const { payload, fault } = await this.#verified(token, settings, key);
      if (fault !== undefined) {
        faults.push(fault);
        continue;
      }
      const principal = principalOfClaims(payload, settings);
      return principal === undefined
        ? refused('invalid_token', realm, { detail: 'claims' })
        : accepted(principal, realm, endOf(payload));
    }
    // An entry that could not look at the token might have taken it.
    const fault = faults.find(({ reason }) => reason === 'keys_unavailable') ?? faults[0];
    return fault === undefined
      ? refused('unknown_issuer', realm)
      : refused(fault.reason, realm, { detail: fault.detail });
  }

  async #verified(token: string, settings: JwtSettings, key: Key): Promise<Verified> {
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
      return hasReadableTimes(payload)
        ? { payload }
        : { fault: { reason: 'invalid_token', detail: 'claims' } };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  }
}

function keyOf(keys: JwtKeys, remote: (url: string) => JWTVerifyGetKey): Key {
  switch (keys.type) {
    case 'secret':
      return new TextEncoder().encode(keys.secret);
    case 'jwks':
      // The configuration has checked the form; which members a key needs, only the library knows.
      return createLocalJWKSet(keys.jwks as unknown as JSONWebKeySet);
    case 'remote':
      return remote(keys.url);
  }
}

function issuerOf(token: string): string | undefined {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' ? iss : '';
  } catch {
    return undefined;
  }
}

/** When the token counts no more. */
function endOf({ exp = 0 }: JWTPayload): Date {
  return new Date((exp + LEEWAY_SECONDS) * 1000);
}

/** JSON reads 1e999 as infinite: such a token would be valid for ever. */
function hasReadableTimes({ exp, nbf, iat }: JWTPayload): boolean {
  return Number.isSafeInteger(exp) && [nbf, iat].every((time) => time === undefined || Number.isFinite(time));
}

/** Whatever is not about the token is about the keys. */
function faultOf(error: unknown): Fault {
  const reason = 'invalid_token';
  if (error instanceof errors.JWTExpired) return { reason: 'expired' };
  if (error instanceof errors.JWTClaimValidationFailed) {
    const detail = { nbf: 'not yet valid', aud: 'audience' } as const;
    const { claim } = error;
    return { reason, detail: claim === 'nbf' || claim === 'aud' ? detail[claim] : 'claims' };
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return { reason, detail: 'signature' };
  if (error instanceof errors.JOSEAlgNotAllowed) return { reason, detail: 'algorithm' };
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return { reason, detail: 'key' };
  }
  return error instanceof errors.JOSEError ? { reason, detail: 'form' } : { reason: 'keys_unavailable' };
}
