import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Joi from 'joi';
import { isHttpUrl } from '../../access/http_url.js';
import { keySetFault } from '../../access/key_set.js';
import type { JwtClaims } from '../../access/claims.js';
import type { JwtKeys, JwtSettings } from '../../access/jwt_realm.js';
import type { Sources } from '../rules.js';
import { checked, fault, member, schemaOf } from '../rules.js';
import { secret } from '../secret.js';

const SYMMETRIC = ['HS256', 'HS384', 'HS512'];
const ASYMMETRIC = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

type Jwks = Extract<JwtKeys, { type: 'jwks' }>['jwks'];

/** An entry as it is written, checked and with its secret and key file read. */
interface Entry {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly secret?: string;
  readonly jwks?: string | Jwks;
  readonly jwksFile?: Jwks;
  readonly algorithms?: readonly string[];
  readonly claims: JwtClaims;
  readonly roles?: readonly string[];
}

const claim = (name: string, what: string) =>
  Joi.string().default(name).description(`Claim with the caller's ${what}.`);

const claims = schemaOf<JwtClaims>({
  username: claim('preferred_username', 'name; without it `sub` counts'),
  fullName: claim('name', 'name for people'),
  email: claim('email', 'e-mail address'),
  roles: claim('roles', 'roles: a list, or texts with spaces between them'),
  picture: claim('picture', 'picture'),
  locale: claim('locale', 'language'),
  scope: claim('scope', 'scopes: a list, or texts with spaces between them (C11.3)'),
  tier: claim('tier', 'rate limit tier (C12)'),
  tlpClearance: claim('tlp_clearance', 'TLP clearance'),
  papClearance: claim('pap_clearance', 'PAP clearance'),
});

/** A shorter secret than its digest can be tried out by whoever has one token. */
const MIN_SECRET_BYTES = 32;

/** Schema of an element of `security.jwt`: an issuer with either a secret or public keys (C11.1). */
export function jwtSettingsSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<Entry>({
    issuer: Joi.string().required().description('`iss` of its tokens.'),
    audience: Joi.alternatives(Joi.string(), Joi.array().items(Joi.string()).min(1))
      .required()
      .description('`aud` that a token must have, or several of which it must have one.'),
    secret: secret(sources, (text) =>
      Buffer.byteLength(text) < MIN_SECRET_BYTES
        ? `must have at least ${String(MIN_SECRET_BYTES)} bytes, lest it be guessed (RFC 7518, 3.2)`
        : undefined,
    ).description(`Shared secret of the HS algorithms, at least ${String(MIN_SECRET_BYTES)} bytes.`),
    jwks: Joi.alternatives(Joi.string(), Joi.object().unknown())
      .custom(checked(jwksFault))
      .description('Public keys: a JSON Web Key Set, or the http(s) URL of one.'),
    jwksFile: Joi.string()
      .custom((file: string, helpers) => {
        const jwks = readJson(resolve(sources.baseDir, file));
        const sentence = jwks === undefined ? 'the file cannot be read as JSON' : keySetFault(jwks);
        return sentence === undefined ? jwks : fault(helpers, sentence);
      })
      .description('Public keys: a file with a JSON Web Key Set, read once at the start.'),
    algorithms: Joi.array()
      .items(Joi.string().custom(checked(algorithmFault)))
      .min(1)
      .meta({ default: '`[HS256]` with a secret, else all RS, PS, ES and EdDSA algorithms' })
      .description('The only accepted `alg` values; they must fit the kind of key.'),
    claims: claims.default(),
    roles: Joi.array()
      .items(Joi.string())
      .empty(null)
      .meta({ default: 'all' })
      .description(
        'The only roles its tokens can grant, whatever they claim; `superuser` too must be named.',
      ),
  })
    .xor('secret', 'jwks', 'jwksFile')
    .custom(toSettings);
}

function toSettings(entry: Entry): JwtSettings {
  const keys = keysOf(entry);
  return {
    issuer: entry.issuer,
    audience: typeof entry.audience === 'string' ? [entry.audience] : entry.audience,
    keys,
    algorithms: entry.algorithms ?? (keys.type === 'secret' ? ['HS256'] : ASYMMETRIC),
    claims: entry.claims,
    roles: entry.roles,
  };
}

function keysOf({ secret, jwks, jwksFile }: Entry): JwtKeys {
  if (secret !== undefined) return { type: 'secret', secret };
  const keys = jwksFile ?? jwks ?? { keys: [] };
  return typeof keys === 'string' ? { type: 'remote', url: keys } : { type: 'jwks', jwks: keys };
}

// A public key taken for an HMAC secret would let anybody sign, so the two kinds never mix.
function algorithmFault(name: string, around: (levels: number) => unknown): string | undefined {
  const fitting = member(around(1), 'secret') === undefined ? ASYMMETRIC : SYMMETRIC;
  return fitting.includes(name) ? undefined : `must be one of ${fitting.join(', ')} with this kind of key`;
}

function jwksFault(jwks: unknown): string | undefined {
  if (typeof jwks !== 'string') return keySetFault(jwks);
  return isHttpUrl(jwks) ? undefined : 'must be a JSON Web Key Set or an absolute http(s) URL';
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
