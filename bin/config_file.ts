import { dirname, resolve } from 'node:path';
import { DEMO_CONFIG } from './demo/demo_config.js';
import { readYaml } from './yaml_file.js';

/** A host's whole configuration and the folder its relative paths start from. */
export interface LoadedConfig {
  readonly config: unknown;
  readonly baseDir: string;
  /** Whether this is the built-in demo. */
  readonly demo: boolean;
}

/**
 * Reads a YAML (so also JSON) file; without one, the demo's configuration.
 * @throws CONFIGURATION_INVALID as `readYaml`
 */
export async function loadConfig(file: string | undefined): Promise<LoadedConfig> {
  if (file === undefined) return { config: DEMO_CONFIG, baseDir: process.cwd(), demo: true };
  const config = (await readYaml(file)) ?? {};
  return { config, baseDir: dirname(resolve(file)), demo: false };
}
