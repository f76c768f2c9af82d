import { createHash } from 'node:crypto';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import { isJsonObject } from '../../domain/json.js';
import type { Registry } from '../../domain/registry.js';
import { MAX_REGISTRY_CHARACTERS } from '../../domain/registry.js';
import type { Configuration, CustomFieldDefinition } from './configuration.js';
import { configurationFrom, configurationJson } from './stored_configuration.js';

const PREFIX = 'case_configuration/';
const NAMES_PER_PAGE = 100;

/** Whose configuration: there is one per owner and space. */
export interface ConfigurationPlace {
  readonly space: string;
  readonly owner: string;
}

/** A configuration, and by what the registry knows that it has not changed. */
export interface KeptConfiguration {
  readonly configuration: Configuration;
  readonly version: number;
}

/**
 * The configuration of an owner in a space (decision 032).
 * @throws INTERNAL_ERROR when what is kept there is none
 */
export async function keptConfiguration(
  registry: Registry,
  place: ConfigurationPlace,
): Promise<KeptConfiguration | undefined> {
  const name = nameOf(place);
  const found = await registry.get(name);
  if (found === undefined) return undefined;
  const configuration = configurationFrom(found.value);
  if (configuration?.owner !== place.owner) {
    throw new ActivityError('INTERNAL_ERROR', 'A stored configuration cannot be read.', {
      details: { name, ...place },
    });
  }
  return { configuration, version: found.version };
}

/** The custom fields that an owner's cases have in a space; `undefined` when nothing is configured there. */
export async function customFieldsOf(
  registry: Registry,
  place: ConfigurationPlace,
): Promise<readonly CustomFieldDefinition[] | undefined> {
  return (await keptConfiguration(registry, place))?.configuration.customFields;
}

/** By what the registry knows that nothing has changed there, whatever it is; 0: there is nothing. */
export async function versionThere(registry: Registry, place: ConfigurationPlace): Promise<number> {
  return (await registry.get(nameOf(place)))?.version ?? 0;
}

/** Keeps the configuration if what is there is still at that version; 0: nothing is there. @returns whether it was */
export async function keepConfiguration(
  registry: Registry,
  space: string,
  { configuration, version }: KeptConfiguration,
): Promise<boolean> {
  const name = nameOf({ space, owner: configuration.owner });
  return (await registry.set(name, version, { value: configurationJson(configuration) })) !== undefined;
}

/** Removes the configurations of a space, whichever owners they are of, also of one that is registered no more. */
export async function removeConfigurations(registry: Registry, space: string): Promise<void> {
  let after = PREFIX;
  for (;;) {
    const names = await registry.names(after, NAMES_PER_PAGE);
    for (const name of names) {
      if (!name.startsWith(PREFIX)) return;
      const found = await registry.get(name);
      const owner = isJsonObject(found?.value) ? found.value['owner'] : undefined;
      // Only of its own place a configuration has this name.
      const isOfSpace = typeof owner === 'string' && nameOf({ space, owner }) === name;
      if (found !== undefined && isOfSpace) await registry.remove(name, found.version);
      after = name;
    }
    if (names.length < NAMES_PER_PAGE) return;
  }
}

/** @throws INVALID_REQUEST when the configuration is larger than what can be kept */
export function refuseTooLarge(configuration: Configuration): void {
  if (exactJson(configurationJson(configuration)).length <= MAX_REGISTRY_CHARACTERS) return;
  throw new ActivityError(
    'INVALID_REQUEST',
    `The configuration is too large. The maximum length is ${String(MAX_REGISTRY_CHARACTERS)} characters of JSON.`,
  );
}

/** A storable name, however long the owner's is; of two places never the same. */
function nameOf({ space, owner }: ConfigurationPlace): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([space, owner]))
    .digest('base64url');
  return PREFIX + digest;
}
