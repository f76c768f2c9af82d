import Joi from 'joi';
import { parseScryptHash } from '../access/scrypt_hash.js';
import type { Sources } from './rules.js';
import { checked, clearance, fault, optionalText, texts, uniqueText } from './rules.js';
import { secret } from './secret.js';

const SCOPES = [
  'alerts:read',
  'alerts:write',
  'observables:read',
  'observables:write',
  'cases:read',
  'cases:write',
  'users:read',
  'admin:*',
];

/** Names of the rate limit tiers (C12). */
const TIERS = ['basic', 'standard', 'professional', 'enterprise', 'unlimited'];

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

// Basic and ApiKey credentials are split at the first colon.
const withoutColon = checked((text: string) => (text.includes(':') ? 'must not contain a colon' : undefined));

const picture = () => optionalText().description('Absolute http(s) URL; any other is not used (C8).');
const locale = () => optionalText().description('BCP 47 tag: language of answers in prose (C7).');
const roles = () => texts().description('Names of roles; `superuser` is built in.');

/** Schema of an element of `security.users`. */
export function userSchema(sources: Sources): Joi.ObjectSchema {
  return Joi.object({
    username: uniqueText('username').custom(withoutColon).description('Name to sign in with.'),
    fullName: optionalText().description('Name for people.'),
    email: optionalText().description('E-mail address.'),
    roles: roles(),
    passwordHash: secret(sources, (text) =>
      parseScryptHash(text) === undefined
        ? 'must be a PHC string $scrypt$ln=..,r=..,p=..$<salt>$<hash> with unpadded base64'
        : undefined,
    )
      .required()
      .description('scrypt digest of the password as a PHC string.'),
    profileUid: optionalText().description('Id of the user profile, for assignees (K3.2).'),
    picture: picture(),
    locale: locale(),
    tlpClearance: clearance('TLP'),
    papClearance: clearance('PAP'),
  });
}

/** Schema of an element of `security.apiKeys`. */
export function apiKeySchema(sources: Sources): Joi.ObjectSchema {
  return Joi.object({
    id: uniqueText('id').custom(withoutColon).description('Id of the key, the access key of a pair.'),
    name: Joi.string().required().description('Name for people.'),
    keyHash: secret(sources, (text) =>
      /^[0-9a-fA-F]{64}$/.test(text) ? undefined : 'must be a SHA-256 digest of 64 hex digits',
    )
      .custom((digest: string) => digest.toLowerCase())
      .required()
      .description('SHA-256 of the key in hex.'),
    roles: roles(),
    scopes: Joi.array()
      .items(Joi.string().valid(...SCOPES))
      .empty(null)
      .description('Narrow what the roles allow; absent: no narrowing, empty: nothing is allowed (C11.3).'),
    username: optionalText().description('Recorded as the author; without it the name.'),
    picture: picture(),
    locale: locale(),
    actor: Joi.string()
      .valid('key', 'system')
      .default('key')
      .description('`system`: what the key does is recorded as done by the system (C8).'),
    tier: Joi.string()
      .valid(...TIERS)
      .default('basic')
      .description('Rate limit tier (C12).'),
    tlpClearance: clearance('TLP'),
    papClearance: clearance('PAP'),
    expiresAt: Joi.string()
      .empty(null)
      .custom((text: string, helpers) => {
        const date = new Date(text);
        const valid = INSTANT.test(text) && !Number.isNaN(date.getTime());
        return valid ? date : fault(helpers, 'must be an ISO 8601 time such as 2027-01-01T00:00:00Z');
      })
      .description('ISO 8601 time from which the key is refused.'),
    state: Joi.string()
      .valid('active', 'suspended', 'revoked')
      .default('active')
      .description('Any other than `active` is refused.'),
  });
}
