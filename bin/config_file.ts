import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { ActivityError } from '../server/index.js';
import { DEMO_CONFIG } from './demo/demo_config.js';

/** A host's whole configuration and the folder its relative paths start from. */
export interface LoadedConfig {
  readonly config: unknown;
  readonly baseDir: string;
  /** Whether this is the built-in demo. */
  readonly demo: boolean;
}

/**
 * Reads a YAML (so also JSON) file; without one, the demo's configuration.
 * @throws CONFIGURATION_INVALID when the file cannot be read or is no YAML
 */
export async function loadConfig(file: string | undefined): Promise<LoadedConfig> {
  if (file === undefined) return { config: DEMO_CONFIG, baseDir: process.cwd(), demo: true };
  const path = resolve(file);
  try {
    const config: unknown = parse(await readFile(path, 'utf8'));
    return { config: config ?? {}, baseDir: dirname(path), demo: false };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ActivityError('CONFIGURATION_INVALID', `${file}: ${message}`, {
      cause,
      details: { faults: [{ path: file, message }] },
    });
  }
}
