import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readYaml } from '../yaml_file.js';
import type { ImportMap } from './map_schema.js';
import { checkedMap } from './map_schema.js';

/** The maps that come along; every other name is that of a file. */
export const SHIPPED = ['uci', 'helpdesk-italian'] as const;

/** A map with the id of the feed by which its rows are known. */
export interface LoadedMap extends ImportMap {
  readonly feed: string;
}

const MAX_FEED = 64;

/**
 * The map that comes along under this name, or else that of the file.
 * @throws CONFIGURATION_INVALID with all faults of the file
 */
export async function loadMap(name: string): Promise<LoadedMap> {
  const shipped = SHIPPED.find((one) => one === name);
  const file =
    shipped === undefined ? name : fileURLToPath(new URL(`./maps/${shipped}.yaml`, import.meta.url));
  const map = checkedMap(await readYaml(file));
  return { ...map, feed: map.feed ?? feedOf(file) };
}

function feedOf(file: string): string {
  const name = basename(file, extname(file)).replaceAll(/[^A-Za-z0-9._:-]/g, '_');
  return `csv:${name}`.slice(0, MAX_FEED);
}
