import { ActivityError } from './errors.js';
import type { Logger } from './logger.js';

/** Which versions of its data a store of this release writes and reads. */
export interface StoreFormat {
  /** What it writes. */
  readonly current: number;
  /** What it works with besides, until that is upgraded. */
  readonly older: readonly number[];
  /** The store as a sentence names it. */
  readonly store: string;
}

/** The version of data that bears no mark: it is older than the marks. */
export const UNMARKED_FORMAT = 1;

/**
 * Refuses data that this release does not understand, before anything of it is read or written.
 * @param found what the mark says; anything but a version of this release is refused by name
 * @throws STORE_UNAVAILABLE with both versions, and with what to do
 */
export function expectFormat(found: unknown, { current, older, store }: StoreFormat): void {
  const known = typeof found === 'number' && Number.isInteger(found) && found > 0;
  if (known && [current, ...older].includes(found)) return;
  const sentence = !known
    ? `${store} has a format mark that no release writes (${JSON.stringify(found)}). Nothing was changed.`
    : found > current
      ? `${store} has data of format ${String(found)}, written by a newer release of case-activity; this one knows format ${String(current)}. Use the newer release. Nothing was changed.`
      : `${store} has data of format ${String(found)}, written by an older release of case-activity; this one needs format ${String(current)}. Upgrade it first (docs/operations.md). Nothing was changed.`;
  throw new ActivityError('STORE_UNAVAILABLE', sentence, { details: { format: { found, current } } });
}

/** Says once how data of an older version becomes data of this one; nothing when there is no need. */
export function warnIfOlder(
  found: unknown,
  { current, store }: StoreFormat,
  logger: Logger | undefined,
): void {
  if (found === current) return;
  logger?.warn(
    { format: found },
    `${store} has data of format ${String(found)}. It works, but records from before are not sealed until they are changed: case-activity upgrade --store STORE brings all of them to format ${String(current)} (docs/operations.md)`,
  );
}

/** Whether the error is a refusal of the data's format, which trying again cannot help. */
export function isFormatRefusal(error: unknown): error is ActivityError {
  return error instanceof ActivityError && 'format' in error.details;
}
