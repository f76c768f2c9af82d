import Joi from 'joi';
import type { ApiKeySettings } from '../../access/api_key_realm.js';
import { API_KEY_ACTORS, API_KEY_STATES } from '../../access/api_key_realm.js';
import { SCOPES } from '../../access/scopes.js';
import { TIERS } from '../../access/tiers.js';
import type { Sources } from '../rules.js';
import { clearance, instant, optionalText, schemaOf } from '../rules.js';
import { secret } from '../secret.js';
import { locale, picture, roleNames, signInName } from './identity.js';

/** Schema of an element of `security.apiKeys`. */
export function apiKeySettingsSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<ApiKeySettings>({
    id: signInName('id').description('Id of the key, the access key of a pair.'),
    name: Joi.string().required().description('Name for people.'),
    keyHash: secret(sources, (text) =>
      /^[0-9a-fA-F]{64}$/.test(text) ? undefined : 'must be a SHA-256 digest of 64 hex digits',
    )
      .custom((digest: string) => digest.toLowerCase())
      .required()
      .description('SHA-256 of the key in hex.'),
    roles: roleNames(),
    scopes: Joi.array()
      .items(Joi.string().valid(...SCOPES))
      .empty(null)
      .description('Narrow what the roles allow; absent: no narrowing, empty: nothing is allowed (C11.3).'),
    username: optionalText().description('Recorded as the author; without it the name.'),
    picture: picture(),
    locale: locale(),
    actor: Joi.string()
      .valid(...API_KEY_ACTORS)
      .default('key')
      .description('`system`: what the key does is recorded as done by the system (C8).'),
    tier: Joi.string()
      .valid(...TIERS)
      .default('basic')
      .description('Rate limit tier (C12).'),
    tlpClearance: clearance('TLP'),
    papClearance: clearance('PAP'),
    expiresAt: instant().empty(null).description('ISO 8601 time from which the key is refused.'),
    state: Joi.string()
      .valid(...API_KEY_STATES)
      .default('active')
      .description('Any other than `active` is refused.'),
  });
}
