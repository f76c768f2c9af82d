import Joi from 'joi';
import type { AuthenticatorSettings } from '../access/authenticator.js';
import type { Role } from '../access/privileges.js';
import { apiKeySettingsSchema } from './security/api_keys.js';
import { jwtSettingsSchema } from './security/jwt.js';
import { roleSchema } from './security/roles.js';
import { userSettingsSchema } from './security/users.js';
import type { Sources } from './rules.js';
import { integer, schemaOf } from './rules.js';

/** Who may come in, and with which roles. */
export interface SecurityConfig extends AuthenticatorSettings {
  readonly roles: readonly Role[];
}

/** Schema of `security`: who may come in, and with which roles. */
export function securitySchema(sources: Sources): Joi.ObjectSchema {
  const list = (element: Joi.Schema, description: string) =>
    Joi.array().items(element).default([]).description(description);
  return schemaOf<SecurityConfig>({
    enabled: Joi.boolean()
      .default(true)
      .description('False: every caller is an anonymous superuser. Only for trying things out.'),
    authenticateTimeoutMs: integer(1, 600_000)
      .default(10_000)
      .description("How long a host's `authenticate` or `spaces.get` may take; beyond it the answer is 503."),
    roles: list(roleSchema(), 'Roles in the form of Kibana (K13.3).'),
    users: list(userSettingsSchema(sources), 'People who sign in with Basic.'),
    apiKeys: list(
      apiKeySettingsSchema(sources),
      'API keys, as `ApiKey base64(id:key)` or as CaseBender sends them.',
    ),
    jwt: list(jwtSettingsSchema(sources), 'Issuers whose tokens are accepted as `Bearer`.'),
  });
}
