import { resolve } from 'node:path';
import Joi from 'joi';
import { casebenderSchema } from './casebender_schema.js';
import { kibanaSchema } from './kibana_schema.js';
import type { Sources } from './rules.js';
import { optionalText } from './rules.js';
import { securitySchema } from './security_schema.js';
import { storageSchema } from './storage_schema.js';
import { ownersSchema, spacesSchema } from './tenancy_schema.js';

/** Schema of the plugin's part of a configuration (design section 7). */
export function activitySchema(sources: Sources): Joi.ObjectSchema {
  return Joi.object({
    storage: storageSchema(sources).default().description('Where records are kept.'),
    owners: ownersSchema().description('Applications that records belong to (K13.2).'),
    spaces: spacesSchema().description('Tenants. `default` always exists.'),
    security: securitySchema(sources).default().description('Who may come in, and with which roles.'),
    kibana: kibanaSchema(sources).default().description('What the Kibana dialect reads.'),
    casebender: casebenderSchema().default().description('What the CaseBender dialect reads (C14).'),
    audit: auditSchema(sources).default().description('The audit log (K20).'),
  });
}

function auditSchema(sources: Sources): Joi.ObjectSchema {
  return Joi.object({
    enabled: Joi.boolean().default(false).description('Write the audit log.'),
    file: optionalText()
      .custom((path: string) => resolve(sources.baseDir, path))
      .description("File to append JSON lines to; without it they go to the host's logger."),
  });
}
