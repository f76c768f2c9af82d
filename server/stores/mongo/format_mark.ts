import type { Logger } from '../../domain/logger.js';
import type { StoreFormat } from '../../domain/store_format.js';
import { expectFormat, UNMARKED_FORMAT, warnIfOlder } from '../../domain/store_format.js';
import { RECORD_COUNTER } from './collections.js';
import { isDuplicateKey } from './connection/mongo_errors.js';
import type { Workbench } from './workbench.js';

const FORMAT: StoreFormat = { current: 2, older: [1], store: 'The database' };

/** Where the version of the data is kept, among the counters: no collection more for one number. */
const FORMAT_ID = 'format';

type Way = Pick<Workbench, 'collections' | 'call'> & { readonly logger: Logger | undefined };

/**
 * Checks the version of the data before `prepare` touches any of it, and marks data that has no mark yet. Of
 * several processes that start at the same moment one writes the mark, and the others find it.
 * @throws STORE_UNAVAILABLE when the data is of another version
 */
export async function withCheckedFormat(way: Way, prepare: () => Promise<void>): Promise<void> {
  const found = await formatOf(way);
  const format = found ?? ((await hasRecords(way)) ? UNMARKED_FORMAT : FORMAT.current);
  expectFormat(format, FORMAT);
  await prepare();
  const marked = found ?? (await mark(way, format));
  expectFormat(marked, FORMAT);
  warnIfOlder(marked, FORMAT, way.logger);
}

/** Marks the data as of this release's version. */
export async function markCurrent({ collections, call }: Pick<Way, 'collections' | 'call'>): Promise<void> {
  const value = { $in: [...FORMAT.older] };
  await call(() =>
    collections.counters.updateOne({ _id: FORMAT_ID, value }, { $set: { value: FORMAT.current } }),
  );
}

/** What the mark says when this process, or another that was faster, has set it. */
async function mark(way: Way, format: unknown): Promise<unknown> {
  const value = format === FORMAT.current ? FORMAT.current : UNMARKED_FORMAT;
  try {
    await way.call(() => way.collections.counters.insertOne({ _id: FORMAT_ID, value }));
    return value;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return formatOf(way);
  }
}

/** What the mark says, `undefined` without one. */
async function formatOf(way: Way): Promise<unknown> {
  const found = await way.call(() => way.collections.counters.findOne({ _id: FORMAT_ID }));
  return found === null ? undefined : found.value;
}

/** Every record has a number, and the first of them has made their counter. */
async function hasRecords(way: Way): Promise<boolean> {
  return (await way.call(() => way.collections.counters.findOne({ _id: RECORD_COUNTER }))) !== null;
}
