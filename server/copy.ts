import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageConfig } from './config/activity_config.js';
import { readStoreUrl } from './config/store_url.js';
import { consoleLogger } from './console_logger.js';
import { ActivityError } from './domain/errors.js';
import type { Logger } from './domain/logger.js';
import { openStore } from './open_store.js';
import { StoreCopy } from './services/store_copy.js';
import type { CopyProgress, CopyReport } from './services/store_copy.js';

const DEFAULT_PARALLEL = 32;

/**
 * Which store is copied into which. A store is `embedded:PATH` or an address of MongoDB with the database in its
 * path and perhaps a `collectionPrefix` among its options.
 */
export interface CopyInput {
  readonly from: string;
  readonly to: string;
  /** Folder that relative paths start from; default: the working directory. */
  readonly baseDir?: string;
  /** Records that are copied at the same time; default 32. */
  readonly parallel?: number;
  readonly logger?: Logger;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/**
 * Copies a whole store, with the same numbers, entries and times, and compares both afterwards. Interrupted, it
 * goes on when it is run again. Nobody else should write to either store meanwhile.
 * @throws CONFIGURATION_INVALID, STORE_UNAVAILABLE, INVALID_REQUEST when the target has records of its own
 */
export async function copyStore(input: CopyInput): Promise<CopyReport> {
  const { baseDir = process.cwd(), parallel = DEFAULT_PARALLEL, onProgress = () => undefined } = input;
  const { logger = consoleLogger } = input;
  const [from, to] = [
    readStoreUrl(input.from, 'from', { baseDir, env: process.env }),
    readStoreUrl(input.to, 'to', { baseDir, env: process.env }),
  ];
  await expectStore(from);
  const source = await openStore(from, { logger });
  try {
    await source.ping();
    const target = await openStore(to, { logger });
    try {
      await target.ping();
      return await new StoreCopy({ source, target, parallel, onProgress }).run();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Opening a folder would make a store of it: a mistyped source must not become an empty copy. */
async function expectStore(storage: StorageConfig): Promise<void> {
  if (storage.kind !== 'embedded') return;
  try {
    await stat(join(storage.path, 'data.mdb'));
  } catch (cause) {
    throw new ActivityError('STORE_UNAVAILABLE', 'There is no store in the folder to copy from.', { cause });
  }
}
