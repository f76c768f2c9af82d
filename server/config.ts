import Joi from 'joi';
import type { ActivityConfig } from './config/case_activity.js';
import { activityConfigSchema } from './config/case_activity.js';
import { validated } from './config/faults.js';
import type { ServerConfig } from './config/server.js';
import type { Sources } from './config/rules.js';
import { serverSchema } from './config/server.js';

/**
 * The plugin's settings, from its part of a host's configuration; `undefined` is an empty part.
 * @throws CONFIGURATION_INVALID whose `details.faults` are all faults, each with its path in the part
 */
export function readConfig(input: unknown, sources: Sources): ActivityConfig {
  // The schema is the only writer of this type.
  return validated(activityConfigSchema(sources), input ?? {}, '') as ActivityConfig;
}

/**
 * The standalone host's settings, from the `server` part of its configuration.
 * @throws CONFIGURATION_INVALID as `readConfig`, with paths that begin with `server`
 */
export function readServerConfig(input: unknown): ServerConfig {
  return validated(serverSchema(), input ?? {}, 'server') as ServerConfig;
}

/**
 * Both parts of a standalone host's configuration, their faults reported together.
 * @throws CONFIGURATION_INVALID with paths from the top, such as `caseActivity.storage.kind`
 */
export function readStandaloneConfig(
  input: unknown,
  sources: Sources,
): { readonly server: ServerConfig; readonly caseActivity: ActivityConfig } {
  return validated(standaloneSchema(sources), input ?? {}, '') as {
    server: ServerConfig;
    caseActivity: ActivityConfig;
  };
}

/** The schema of a standalone host's whole configuration, from which its documentation is made. */
export function standaloneSchema(sources: Sources): Joi.ObjectSchema {
  return Joi.object({
    server: serverSchema().default().description('The standalone host.'),
    caseActivity: activityConfigSchema(sources).default(),
  });
}

export { makeScryptHash } from './access/scrypt_hash.js';
export { originFault } from './config/integrity.js';
export { makeSigningKey } from './services/seals/make_signing_key.js';
export { validated } from './config/faults.js';
export { checked } from './config/rules.js';
export { configWarnings } from './config/warnings.js';
export type { ActivityConfig } from './config/case_activity.js';
export type { ServerConfig } from './config/server.js';
export type { Fault } from './config/faults.js';
