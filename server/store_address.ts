import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageConfig } from './config/storage.js';
import { readStoreUrl } from './config/store_url.js';
import { consoleLogger } from './console_logger.js';
import { ActivityError } from './domain/errors.js';
import type { Logger } from './domain/logger.js';
import type { ActivityStore } from './domain/store.js';
import { openStore } from './open_store.js';

/** How an address of a store is read. */
export interface StoreAddress {
  /** Folder that relative paths start from; default: the working directory. */
  readonly baseDir?: string;
  readonly logger?: Logger;
}

/** Whether it keeps a log across records, as the configuration of hosts says; default `true`. */
interface LogChoice {
  readonly log?: boolean;
}

/** The settings of the store at an address. `name`: of the option, for its faults. @throws CONFIGURATION_INVALID */
export function storageAt(address: string, name: string, { baseDir }: StoreAddress): StorageConfig {
  return readStoreUrl(address, name, { baseDir: baseDir ?? process.cwd(), env: process.env });
}

/** Opens a store that is there already and waits until it answers. @throws STORE_UNAVAILABLE */
export async function openExisting(
  storage: StorageConfig,
  host: StoreAddress & LogChoice,
): Promise<ActivityStore> {
  await expectStore(storage);
  return openAnswering(storage, host);
}

/** Opens a store, made where there is none, and waits until it answers. @throws STORE_UNAVAILABLE */
export async function openAnswering(
  storage: StorageConfig,
  { logger, log }: StoreAddress & LogChoice,
): Promise<ActivityStore> {
  const store = await openStore(storage, { logger: logger ?? consoleLogger, log });
  try {
    await store.ping();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opening a folder would make a store of it: a mistyped address must not become an empty one. */
async function expectStore(storage: StorageConfig): Promise<void> {
  if (storage.kind !== 'embedded') return;
  try {
    await stat(join(storage.path, 'data.mdb'));
  } catch (cause) {
    throw new ActivityError('STORE_UNAVAILABLE', 'There is no store in that folder.', { cause });
  }
}
