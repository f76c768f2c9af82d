import type { CryptoKey, JWTPayload } from 'jose';
import { CompactSign, SignJWT } from 'jose';
import { JwtRealm } from '../../server/access/jwt_realm.js';
import type { Principal } from '../../server/access/principal.js';
import { readConfig } from '../../server/config.js';

/** When the tests' tokens are looked at, in seconds. */
export const NOW = Date.parse('2025-03-04T08:00:00Z') / 1000;
/** What the issuer of the tests shares with us. */
export const SECRET = 'a secret of the test, long enough';
/** The same as bytes. */
const secret = new TextEncoder().encode(SECRET);
/** What a token needs to be accepted. */
export const CLAIMS = { iss: 'https://idp', aud: 'activity', exp: NOW + 300, sub: 'sub-1' };

/** A realm with these entries of the configuration, all of one issuer. */
export function aRealm(...jwt: readonly object[]): JwtRealm {
  const entries = jwt.map((entry) => ({ issuer: 'https://idp', audience: 'activity', ...entry }));
  const { security } = readConfig({ security: { jwt: entries } }, { baseDir: '/', env: {} });
  return new JwtRealm(security.jwt, () => new Date(NOW * 1000));
}

/** A token with these members beside its subject, as texts: JSON can say more than a number. */
/** Whom the realm takes the token's bearer for; `undefined`: nobody. */
export async function callerIn(realm: JwtRealm, token: string): Promise<Principal | undefined> {
  const verdict = await realm.authenticate(token);
  return verdict.type === 'accepted' ? verdict.principal : undefined;
}

/** A token with these claims. */
export const sign = (claims: JWTPayload, alg = 'HS256', key: Uint8Array | CryptoKey = secret, kid?: string) =>
  new SignJWT(claims).setProtectedHeader(kid === undefined ? { alg } : { alg, kid }).sign(key);

/** A token with these members beside its subject, as texts: JSON can say more than a number. */
export function raw(members: string): Promise<string> {
  const payload = `{"iss":"https://idp","aud":"activity","sub":"sub-1",${members}}`;
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
}
