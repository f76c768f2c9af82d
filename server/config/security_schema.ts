import Joi from 'joi';
import { apiKeySchema, userSchema } from './identity_schema.js';
import { jwtSchema } from './jwt_schema.js';
import { roleSchema } from './role_schema.js';
import type { Sources } from './rules.js';

/** Schema of `security`: who may come in, and with which roles. */
export function securitySchema(sources: Sources): Joi.ObjectSchema {
  const list = (element: Joi.Schema, description: string) =>
    Joi.array().items(element).default([]).description(description);
  return Joi.object({
    enabled: Joi.boolean()
      .default(true)
      .description('False: every caller is an anonymous superuser. Only for trying things out.'),
    roles: list(roleSchema(), 'Roles in the form of Kibana (K13.3).'),
    users: list(userSchema(sources), 'People who sign in with Basic.'),
    apiKeys: list(apiKeySchema(sources), 'API keys, as `ApiKey base64(id:key)` or as CaseBender sends them.'),
    jwt: list(jwtSchema(sources), 'Issuers whose tokens are accepted as `Bearer`.'),
  });
}
