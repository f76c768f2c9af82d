import Joi from 'joi';
import type { ActivityConfig, ServerConfig } from './config/activity_config.js';
import { activitySchema } from './config/activity_schema.js';
import { validated } from './config/faults.js';
import { serverSchema } from './config/server_schema.js';

/** What the reading of a configuration depends on. */
export interface ReadOptions {
  /** Folder that relative paths start from. */
  readonly baseDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The plugin's settings, from its part of a host's configuration; `undefined` is an empty part.
 * @throws CONFIGURATION_INVALID whose `details.faults` are all faults, each with its path in the part
 */
export function readConfig(input: unknown, options: ReadOptions): ActivityConfig {
  // The schema is the only writer of this type.
  return validated(activitySchema(options), input ?? {}, '') as ActivityConfig;
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
  options: ReadOptions,
): { readonly server: ServerConfig; readonly caseActivity: ActivityConfig } {
  return validated(standaloneSchema(options), input ?? {}, '') as {
    server: ServerConfig;
    caseActivity: ActivityConfig;
  };
}

/** The schema of a standalone host's whole configuration, from which its documentation is made. */
export function standaloneSchema(options: ReadOptions): Joi.ObjectSchema {
  return Joi.object({
    server: serverSchema().default().description('The standalone host.'),
    caseActivity: activitySchema(options).default(),
  });
}

export type { ActivityConfig, ServerConfig } from './config/activity_config.js';
export type { Fault } from './config/faults.js';
