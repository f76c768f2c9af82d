import type { Logger } from '../../domain/logger.js';
import type { StoreFormat } from '../../domain/store_format.js';
import { expectFormat, UNMARKED_FORMAT, warnIfOlder } from '../../domain/store_format.js';
import type { Database } from './database.js';
import { FIRST_RECORD_KEY, FORMAT_KEY } from './keys.js';
import type { Storage } from './storage.js';

const FORMAT: StoreFormat = { current: 2, older: [1], store: 'The embedded store' };

/**
 * Checks the version of the data, and marks data that has no mark yet. Of several processes that start at the
 * same moment one writes the mark, and the others find it.
 * @throws STORE_UNAVAILABLE when the data is of another version
 */
export async function checkFormat(storage: Storage, logger: Logger | undefined): Promise<void> {
  const found = storage.read(formatIn);
  const format = found ?? storage.read((db) => (hasRecords(db) ? UNMARKED_FORMAT : FORMAT.current));
  expectFormat(format, FORMAT);
  if (found === undefined && typeof format === 'number') await mark(storage, undefined, format);
  const marked = storage.read(formatIn) ?? format;
  expectFormat(marked, FORMAT);
  warnIfOlder(marked, FORMAT, logger);
}

/** Marks the data as of this release's version. */
export async function markCurrent(storage: Storage): Promise<void> {
  const found = storage.read(formatIn);
  if (typeof found === 'number' && found < FORMAT.current) await mark(storage, found, FORMAT.current);
}

/** An old store on a full disk can still be read: what has no mark is as old as what says so. */
async function mark(storage: Storage, before: number | undefined, format: number): Promise<void> {
  const put = { key: FORMAT_KEY, value: String(format), version: format };
  const batch = { guards: [{ key: FORMAT_KEY, version: before }], puts: [put], removes: [] };
  const written = storage.write(batch);
  await (before === undefined ? written.catch(() => false) : written);
}

/** What the mark says, `undefined` without one. */
function formatIn(db: Database): unknown {
  const text = db.get(FORMAT_KEY);
  return text === undefined || !/^\d+$/.test(text) ? text : Number(text);
}

function hasRecords(db: Database): boolean {
  return [...db.getKeys({ start: FIRST_RECORD_KEY, limit: 1 })].length > 0;
}
