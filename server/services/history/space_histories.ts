import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { SpaceLog } from '../../domain/log/space_log.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { HistoryGuard } from '../history_guard.js';
import type { LogPage, LogPageInput } from './log_page.js';
import type { FoundEntry } from './row_entries.js';
import type { NamedRow } from './row_place.js';
import { comparePlaces, isNamed, placeOf } from './row_place.js';
import { rowsByPosition } from './rows_by_position.js';
import { rowsByTime } from './rows_by_time.js';
import type { ScanLimits } from './scan_budget.js';
import { SCAN_LIMITS } from './scan_budget.js';
import { listsOf, ownersAmong } from './space_filter.js';
import type { SpaceEntry, SpacePage, SpacePageInput } from './space_page.js';
import { searchSpace } from './space_search.js';
import type { SearchedSpace, SpaceSearch } from './space_search.js';

/** What `SpaceHistories` works with. */
export interface SpaceHistoriesDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  /** Default: N5.3. */
  readonly limits?: ScanLimits | undefined;
}

/**
 * The history of a space across its records, as far as the caller may see it; of everything else nothing is told
 * (N4). Both methods know what was acknowledged before the call, and read a stated amount at most (N5.3).
 * @throws FORBIDDEN from both when the caller may read the records of no owner
 * @throws LOG_DISABLED from both where the store has no log
 */
export class SpaceHistories {
  readonly #store: ActivityStore;
  readonly #gate: Gate;
  readonly #guard: HistoryGuard;
  readonly #limits: ScanLimits;

  constructor({ store, gate, guard, limits = SCAN_LIMITS }: SpaceHistoriesDependencies) {
    this.#store = store;
    this.#gate = gate;
    this.#guard = guard;
    this.#limits = limits;
  }

  /** A page by time. Entries that arrive meanwhile move nothing. */
  async byTime(access: Access, { filter, order, limit, after }: SpacePageInput): Promise<SpacePage> {
    const owners = ownersAmong(this.#gate.readableOwners(access, 'findHistory'), filter);
    const log = await this.#logOf(access);
    if (owners.size === 0) return { entries: [], complete: true };
    const { from, to } = filter;
    const batches = rowsByTime(log, access.space.id, {
      ...{ of: listsOf(owners, filter), order, limit, after, from },
      // What is asked for does not include it.
      to: to && new Date(to.getTime() - 1),
    });
    const scanned = await this.#search(access, { batches, filter, owners, limit });
    const { found, tail, end } = scanned;
    const seen = await lastSeen(scanned, owners, order);
    // A row that the caller may not see is named by no page, unless nothing else would get on.
    const last = (seen ?? tail.at(-1))?.entry;
    return {
      entries: found.map(spaceEntry),
      complete: end !== 'spent',
      ...(end !== 'over' && last !== undefined && { next: placeOf(last) }),
      ...(seen !== undefined && { oldestScanned: seen.entry.at }),
    };
  }

  /** A page by position. Never skips, never repeats; within a record in the order of `seq`. */
  async log(access: Access, { filter, start, limit }: LogPageInput): Promise<LogPage> {
    const owners = ownersAmong(this.#gate.readableOwners(access, 'findHistory'), filter);
    const log = await this.#logOf(access);
    const space = access.space.id;
    const { size } = await log.head(space);
    const whole = { size, start, end: Math.max(start, size) };
    if (owners.size === 0 || start >= size) return { ...whole, entries: [], complete: true };
    const batches = rowsByPosition(log, space, { start, end: size }, limit);
    const { found, tail, end } = await this.#search(access, { batches, filter, owners, limit });
    const last = tail.at(-1);
    return {
      ...whole,
      entries: found.map(spaceEntry),
      complete: end !== 'spent',
      ...(end !== 'over' && last !== undefined && { end: last.position + 1 }),
    };
  }

  async #logOf(access: Access): Promise<SpaceLog> {
    const { log } = this.#store;
    await log.catchUp(access.space.id);
    return log;
  }

  async #search(access: Access, search: SpaceSearch): Promise<SearchedSpace> {
    const sees = (head: RecordHead): boolean => this.#guard.seesHistory(access, 'findHistory', head);
    const searched = await searchSpace({ store: this.#store, sees, limits: this.#limits }, search);
    const shown = new Set(searched.found.map(({ head }) => head));
    this.#guard.ensureShown(access, 'findHistory', [...shown]);
    return searched;
  }
}

/** The last row that was examined of those that the caller may see, if it is among the last ones at all. */
async function lastSeen(
  { found, tail, reader }: SearchedSpace,
  owners: ReadonlySet<string>,
  order: SpacePageInput['order'],
): Promise<NamedRow | undefined> {
  const shown = found.at(-1)?.row;
  // Never one before what is shown: it would be shown again.
  const behind = tail
    .filter(isNamed)
    .filter(({ entry }) => shown === undefined || comparePlaces(shown.entry, entry, order) < 0)
    .filter(({ entry }) => owners.has(entry.owner));
  return (behind.length === 0 ? undefined : await reader.lastSeen(behind)) ?? shown;
}

function spaceEntry({ row, head, entry }: FoundEntry): SpaceEntry {
  return { position: row.position, head, entry };
}
