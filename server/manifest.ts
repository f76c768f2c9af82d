import { readFileSync } from 'node:fs';
import Joi from 'joi';
import { ActivityError } from './domain/errors.js';

/** What `plugin.json` says: the truth about what gets mounted. */
export interface Manifest {
  readonly id: string;
  readonly version: string;
  /** Where the plugin's part stands in the host's configuration. */
  readonly configPath: readonly string[];
  readonly server: true;
  readonly requiredPlugins: readonly string[];
  readonly optionalPlugins: readonly string[];
  readonly routers: readonly ManifestRouter[];
}

/** One router: its id names the dialect, its path where it stands below the host's mount point. */
export interface ManifestRouter {
  readonly id: string;
  readonly path: string;
}

/** The manifest stands one folder above this file, in the sources and in the built package alike. */
const MANIFEST_URL = new URL('../plugin.json', import.meta.url);

const pluginIds = Joi.array().items(Joi.string().min(1)).unique().required();
const schema = Joi.object<Manifest>({
  id: Joi.string()
    .pattern(/^[a-z][A-Za-z0-9]*$/)
    .required(),
  version: Joi.string()
    .pattern(/^\d+\.\d+\.\d+/)
    .required(),
  configPath: Joi.array().items(Joi.string().min(1)).min(1).required(),
  server: Joi.boolean().valid(true).required(),
  requiredPlugins: pluginIds,
  optionalPlugins: pluginIds,
  routers: Joi.array()
    .items(
      Joi.object<ManifestRouter>({
        id: Joi.string().min(1).required(),
        path: Joi.string()
          .pattern(/^\/([A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*)?$/)
          .required(),
      }),
    )
    .min(1)
    .unique('id')
    .required(),
});

/**
 * Checks a manifest against the routers the plugin has and the plugins the host has.
 * @throws CONFIGURATION_INVALID naming every fault
 */
export function checkManifest(
  manifest: unknown,
  known: { readonly routers: readonly string[]; readonly plugins: readonly string[] },
): Manifest {
  const result = schema.validate(manifest, { abortEarly: false, convert: false });
  if (result.error !== undefined) throw invalid(result.error.details.map((detail) => detail.message));
  const { value } = result;
  const unknown = value.routers.filter((router) => !known.routers.includes(router.id));
  const missing = value.requiredPlugins.filter((plugin) => !known.plugins.includes(plugin));
  const faults = [
    ...unknown.map((router) => `there is no router "${router.id}"`),
    ...missing.map((plugin) => `the required plugin "${plugin}" is missing`),
  ];
  if (faults.length > 0) throw invalid(faults);
  return value;
}

/** The package's own `plugin.json`, not yet checked. */
export function readManifestFile(): unknown {
  return JSON.parse(readFileSync(MANIFEST_URL, 'utf8'));
}

function invalid(faults: readonly string[]): ActivityError {
  return new ActivityError('CONFIGURATION_INVALID', `plugin.json: ${faults.join('; ')}`, {
    details: { faults: faults.map((message) => ({ path: 'plugin.json', message })) },
  });
}
