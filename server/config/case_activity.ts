import Joi from 'joi';
import type { Space } from '../access/access.js';
import type { Owner } from '../access/privileges.js';
import type { AuditConfig } from './audit.js';
import { auditSchema } from './audit.js';
import type { CasebenderConfig } from './casebender.js';
import { casebenderSchema } from './casebender.js';
import type { IntegrityConfig } from './integrity.js';
import { integritySchema } from './integrity.js';
import type { KibanaConfig } from './kibana.js';
import { kibanaSchema } from './kibana.js';
import type { NativeConfig } from './native.js';
import { nativeSchema } from './native.js';
import type { OperationsConfig } from './operations.js';
import { operationsSchema } from './operations.js';
import { ownersSchema } from './owners.js';
import type { Sources } from './rules.js';
import { schemaOf } from './rules.js';
import type { SecurityConfig } from './security.js';
import { securitySchema } from './security.js';
import { spacesSchema } from './spaces.js';
import type { StorageConfig } from './storage.js';
import { storageSchema } from './storage.js';
import type { StreamsConfig } from './streams.js';
import { streamsSchema } from './streams.js';

/** The plugin's settings, complete with defaults; secrets are read, paths are absolute (design section 7). */
export interface ActivityConfig {
  readonly storage: StorageConfig;
  readonly owners: readonly Owner[];
  /** Contains `default`. */
  readonly spaces: readonly Space[];
  readonly security: SecurityConfig;
  readonly kibana: KibanaConfig;
  readonly casebender: CasebenderConfig;
  readonly native: NativeConfig;
  readonly streams: StreamsConfig;
  readonly operations: OperationsConfig;
  /** Whether the entries of a space are kept in one order as well (N12.2). */
  readonly log: boolean;
  readonly integrity: IntegrityConfig;
  readonly audit: AuditConfig;
}

/** Schema of the plugin's part of a configuration (design section 7). */
export function activityConfigSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<ActivityConfig>({
    storage: storageSchema(sources).default().description('Where records are kept.'),
    owners: ownersSchema().description('Applications that records belong to (K13.2).'),
    spaces: spacesSchema().description('Tenants. `default` always exists.'),
    security: securitySchema(sources).default().description('Who may come in, and with which roles.'),
    kibana: kibanaSchema(sources).default().description('What the Kibana dialect reads.'),
    casebender: casebenderSchema(sources).default().description('What the CaseBender dialect reads (C14).'),
    // Behind those that may add languages.
    native: nativeSchema().default().description('What our own dialect reads (N16).'),
    streams: streamsSchema().default().description('Answers that are too large to be written in one piece.'),
    operations: operationsSchema()
      .default()
      .description('Routes for whoever runs the server; they ask for no credentials.'),
    log: Joi.boolean()
      .default(true)
      .description(
        'Whether all entries of a space are kept in one order as well: about as many bytes again (N12.4).',
      ),
    integrity: integritySchema(sources).default().description('Signatures of what is recorded (N10).'),
    audit: auditSchema(sources).default().description('The audit log (K20).'),
  });
}
