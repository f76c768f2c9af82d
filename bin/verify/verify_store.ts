import { readStandaloneConfig } from '../../server/config.js';
import type { StoreChoice, StoreScope, TrustedKeys } from '../../server/maintenance.js';
import { hasKeys, onStore, parseStart, verifyStore } from '../../server/maintenance.js';
import { isActivityError } from '../../server/index.js';
import { loadConfig } from '../config_file.js';
import { CommandFailure, complain, EXIT } from '../exit.js';
import { progressBar } from '../progress_bar.js';
import { exitCodeOf, listenForStop } from '../stop_signal.js';
import { anchorLines } from './anchor_files.js';
import { pinnedKey } from './pinned_key.js';
import { storeText } from './store_text.js';

/** Which store is verified, with what, and how much of it. */
export interface StoreOptions {
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly log: boolean;
  readonly space?: string | undefined;
  /** `KIND/ID`. */
  readonly record?: string | undefined;
  readonly key: readonly string[];
  /** Files. */
  readonly anchor: readonly string[];
  readonly start?: string | undefined;
  readonly json?: boolean | undefined;
}

interface Opening {
  readonly choice: StoreChoice;
  readonly trusted: TrustedKeys;
}

/**
 * Verifies a store and prints what has come of it; ends with 1 when something is wrong. Stopped, it says how to go on.
 * @throws CommandFailure when what is asked for cannot be, or is not there
 */
export async function verifyStoreAt(options: StoreOptions): Promise<void> {
  const scope = scopeOf(options);
  const { choice, trusted } = await openingOf(options);
  const { anchor, json } = options;
  const log = choice.log ?? true;
  if (anchor.length > 0 && !(log && hasKeys(trusted))) {
    throw new CommandFailure(EXIT.usage, '--anchor needs a store with a log, and a key');
  }
  const controller = new AbortController();
  const stop = listenForStop(() => {
    controller.abort();
  });
  const bar = progressBar('verifying');
  const anchors = anchor.length === 0 ? undefined : anchorLines(anchor);
  const work = { signal: controller.signal, onProgress: bar.show };
  const report = await onStore(choice, (store) =>
    verifyStore(store, trusted, { ...scope, log, anchors }, work),
  )
    .catch((error: unknown) => {
      throw failureOf(error);
    })
    .finally(bar.stop)
    .finally(stop.release);
  process.stdout.write(
    json === true ? `${JSON.stringify(report, null, 2)}\n` : storeText(report, hasKeys(trusted)),
  );
  const signal = stop.received();
  if (!report.valid) process.exitCode = 1;
  else if (signal !== undefined) process.exitCode = exitCodeOf(signal);
  if (report.next !== undefined) complain(`not all was verified: --start ${report.next} goes on from there`);
}

function scopeOf({ space, record, start }: StoreOptions): Omit<StoreScope, 'log'> {
  const from = start === undefined ? undefined : parseStart(start);
  if (start !== undefined && (from === undefined || record !== undefined)) {
    throw new CommandFailure(
      EXIT.usage,
      '--start must be what an earlier run told, and goes without --record',
    );
  }
  if (record === undefined) return { space, start: from };
  const slash = record.indexOf('/');
  const [kind, id] = [record.slice(0, slash), record.slice(slash + 1)];
  if (space === undefined || slash < 1 || id === '') {
    throw new CommandFailure(EXIT.usage, '--record must be KIND/ID, with the --space that it is in');
  }
  return { space, record: { kind, id } };
}

async function openingOf({ config, store, log, key }: StoreOptions): Promise<Opening> {
  const pinned = key.map(pinnedKey);
  if ((config === undefined) === (store === undefined)) {
    throw new CommandFailure(EXIT.usage, 'give an export, or --config, or --store');
  }
  if (store !== undefined) return { choice: { store, log }, trusted: { pinned } };
  const loaded = await loadConfig(config);
  const { caseActivity } = readStandaloneConfig(loaded.config, { baseDir: loaded.baseDir, env: process.env });
  return {
    choice: { store: caseActivity.storage, log: log && caseActivity.log },
    trusted: { pinned, configured: caseActivity.integrity },
  };
}

function failureOf(error: unknown): unknown {
  const isMissing = isActivityError(error, 'RECORD_NOT_FOUND') || isActivityError(error, 'SPACE_NOT_FOUND');
  return isMissing ? new CommandFailure(EXIT.noInput, error.message, { cause: error }) : error;
}
