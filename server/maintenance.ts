import type { StorageConfig } from './config/storage.js';
import type { ActivityStore } from './domain/store.js';
import { StoreCopy } from './services/copy/store_copy.js';
import type { CopyProgress, CopyReport } from './services/copy/copy_report.js';
import { upgradeRecords } from './services/upgrade.js';
import type { UpgradeProgress, UpgradeReport } from './services/upgrade.js';
import { openAnswering, openExisting, storageAt } from './store_address.js';
import type { StoreAddress } from './store_address.js';

const PARALLEL = { copy: 32, upgrade: 8 };

/** Which store a command works on: the one at an address, or that of a configuration that was read. */
export interface StoreChoice extends StoreAddress {
  /** `embedded:PATH` or an address of MongoDB with the database in its path; or `storage` of a configuration. */
  readonly store: string | StorageConfig;
  readonly log?: boolean;
}

/**
 * Opens a store that is there, works on it and closes it again, whatever comes of the work.
 * @throws CONFIGURATION_INVALID, STORE_UNAVAILABLE, and what the work throws
 */
export async function onStore<T>(
  { store: at, ...host }: StoreChoice,
  work: (store: ActivityStore) => Promise<T>,
): Promise<T> {
  const store = await openExisting(typeof at === 'string' ? storageAt(at, 'store', host) : at, host);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export { MAX_LINE_CHARACTERS, verifyExport } from './export_check.js';
export { hasKeys, verifyStore } from './store_check.js';
export type { TrustedKeys } from './store_check.js';
export { parseStart } from './services/integrity/whole/store_start.js';
export type { StoreProblem, StoreReport } from './services/integrity/whole/store_report.js';
export type { StoreScope } from './services/integrity/whole/store_verification.js';
export type { AnchorLine } from './services/integrity/whole/anchor_check.js';
export type { Trust } from './services/integrity/exported/export_verification.js';
export type { ExportReport } from './services/integrity/exported/export_report.js';
export { parseVkey } from './domain/log/signed_note.js';
export { parseCheckpoint } from './domain/log/checkpoint.js';
export type { StoreExport } from './store_export.js';
export { exportFrom } from './store_export.js';
export { faultsOf } from './http/native/request/faults.js';

/**
 * Which store is copied into which. A store is `embedded:PATH` or an address of MongoDB with the database in its
 * path and perhaps a `collectionPrefix` among its options.
 */
export interface CopyInput extends StoreAddress {
  readonly from: string;
  readonly to: string;
  /** Records that are copied at the same time; default 32. */
  readonly parallel?: number;
  /** `false`: the target keeps no log across records, like a host with `log: false`; default `true`. */
  readonly log?: boolean;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/**
 * Copies a whole store, with the same numbers, entries and times, and compares both afterwards. Interrupted, it
 * goes on when it is run again. Nobody else should write to either store meanwhile.
 * @throws CONFIGURATION_INVALID, STORE_UNAVAILABLE, INVALID_REQUEST when the target has records of its own
 */
export async function copyStore({
  from,
  to,
  parallel = PARALLEL.copy,
  log = true,
  ...host
}: CopyInput): Promise<CopyReport> {
  const { onProgress = () => undefined } = host;
  const [target, source] = [storageAt(to, 'to', host), storageAt(from, 'from', host)];
  return onStore({ ...host, store: source }, async (opened) => {
    const written = await openAnswering(target, { ...host, log });
    try {
      return await new StoreCopy({ source: opened, target: written, parallel, log, onProgress }).run();
    } finally {
      await written.close();
    }
  });
}

/** Which store is upgraded. */
export interface UpgradeInput extends StoreAddress {
  /** `embedded:PATH`, or an address of MongoDB with the database in its path. */
  readonly store: string;
  /** Records that are worked on at the same time; default 8. */
  readonly parallel?: number;
  /** `false`: the store keeps no log across records, like a host with `log: false`; default `true`. */
  readonly log?: boolean;
  readonly onProgress?: (progress: UpgradeProgress) => void;
}

/**
 * Brings a store that an earlier release has written to the format of this one. Interrupted, it goes on when it is
 * run again; hosts of this release may use the store meanwhile.
 * @throws CONFIGURATION_INVALID, STORE_UNAVAILABLE
 */
export async function upgradeStore({
  parallel = PARALLEL.upgrade,
  log = true,
  ...input
}: UpgradeInput): Promise<UpgradeReport> {
  const { onProgress = () => undefined } = input;
  return onStore({ ...input, log }, (store) => upgradeRecords(store, { parallel, log, onProgress }));
}
