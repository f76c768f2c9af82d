import type { StorageConfig } from './storage.js';
import { configurationInvalid, validated } from './faults.js';
import type { Sources } from './rules.js';
import { storageSchema } from './storage.js';

const EMBEDDED = /^embedded:(?<path>.*)$/s;
const MONGODB = /^(?<server>mongodb(?:\+srv)?:\/\/[^/?]+)(?<path>\/[^?]*)?(?:\?(?<query>.*))?$/s;
const PREFIX = 'collectionPrefix=';

/**
 * A store as a command line names it: `embedded:PATH`, or an address of MongoDB with the database in its path
 * and, among its options, perhaps a `collectionPrefix`, which is ours and does not reach the driver.
 * @throws CONFIGURATION_INVALID whose faults begin with `place`; the address is not in them
 */
export function readStoreUrl(url: string, place: string, sources: Sources): StorageConfig {
  const storage = embedded(url) ?? mongodb(url);
  if (storage === undefined) {
    const message = 'must be embedded:PATH or a mongodb:// or mongodb+srv:// address';
    throw configurationInvalid([{ path: place, message }]);
  }
  return validated(storageSchema(sources), storage, place) as StorageConfig;
}

function embedded(url: string): object | undefined {
  const path = EMBEDDED.exec(url)?.groups?.['path'];
  return path === undefined ? undefined : { kind: 'embedded', path };
}

function mongodb(url: string): object | undefined {
  const { server, path, query } = MONGODB.exec(url)?.groups ?? {};
  if (server === undefined) return undefined;
  const options = query?.split('&') ?? [];
  const prefix = options.find((option) => option.startsWith(PREFIX));
  const rest = options.filter((option) => option !== '' && !option.startsWith(PREFIX)).join('&');
  const database = decoded(path?.slice(1) ?? '');
  const collectionPrefix = decoded(prefix?.slice(PREFIX.length) ?? '');
  if (database === undefined || collectionPrefix === undefined) return undefined;
  const uri = `${server}${path ?? '/'}${rest === '' ? '' : `?${rest}`}`;
  return { kind: 'mongodb', uri, collectionPrefix, ...(database === '' ? {} : { database }) };
}

/** `undefined` when the text is not well encoded. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
