import type { Access } from '../../../access/access.js';
import type { Gate } from '../../../access/gate.js';
import type { Subject } from '../../../domain/activity.js';
import type { LoggedEntry } from '../../../domain/log/space_log.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { HistoryGuard } from '../../history_guard.js';
import { RowEntries } from '../row_entries.js';
import { rowsByTime } from '../rows_by_time.js';
import { listsOf, ownersAmong, rowMatcher } from '../space_filter.js';
import { bucketStarts } from './bucket_starts.js';
import type { StatisticsSettings } from './lifecycle.js';
import { LocalDays } from './local_days.js';
import { latestEnd, tooLong } from './range_length.js';
import { walkRange } from './range_rows.js';
import type { RecordFigures } from './record_statistics.js';
import { recordStatistics } from './record_statistics.js';
import { recordTimes } from './record_times.js';
import { rowFacetMatcher } from './row_facet.js';
import { SeenRows } from './seen_rows.js';
import type { SpaceFigures, SpaceQuestion } from './space_statistics.js';
import { spaceFigures } from './space_statistics.js';
import { SpaceTally } from './space_tally.js';
import type { StatisticsLimits } from './statistics_limits.js';
import { STATISTICS_LIMITS } from './statistics_limits.js';

/** What `Statistics` works with. */
export interface StatisticsDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly clock: () => Date;
  readonly settings: StatisticsSettings;
  /** Default: N5.3 and N9. */
  readonly limits?: StatisticsLimits | undefined;
}

/** Rows of the first read of a list. */
const FIRST_ROWS = 500;

/** Figures of records and of spaces, as far as the caller may see them (N9). Each call reads a stated amount at most. */
export class Statistics {
  readonly #deps: StatisticsDependencies;
  readonly #limits: StatisticsLimits;

  constructor(deps: StatisticsDependencies) {
    this.#deps = deps;
    this.#limits = deps.limits ?? STATISTICS_LIMITS;
  }

  /** The field whose values are told when none is asked for. */
  get field(): string {
    return this.#deps.settings.field;
  }

  /**
   * The figures of one record, also of one that is deleted.
   * @throws RECORD_NOT_FOUND, also where the caller may not see the record
   */
  async record(
    access: Access,
    subject: Subject,
    { field, timeZone }: { readonly field: string; readonly timeZone: string },
  ): Promise<RecordFigures> {
    const { store, guard, clock, settings } = this.#deps;
    const head = guard.admitToHistory(access, 'getHistory', await store.head(subject));
    const question = { field, timeZone, settings, now: clock(), limits: this.#limits };
    return recordStatistics(store, head, question);
  }

  /**
   * The figures of the space, of all that was acknowledged before the call. Nothing tells of what the caller may not
   * see. It is not each record that is audited, but that those of an owner were looked at.
   * @throws FORBIDDEN when the caller may read the records of no owner
   * @throws LOG_DISABLED where the store has no log
   * @throws RANGE_TOO_LARGE when the range is too long or has too many rows, with `details.fits`
   */
  async space(access: Access, { filter, bucket, timeZone }: SpaceQuestion): Promise<SpaceFigures> {
    const { store, gate, guard, settings } = this.#deps;
    const owners = ownersAmong(gate.readableOwners(access, 'findHistory'), filter);
    gate.ensure(
      access,
      'findHistory',
      [...owners].map((owner) => ({ owner })),
    );
    const space = access.space.id;
    await store.log.catchUp(space);
    const sees = (head: RecordHead): boolean => guard.seesHistory(access, 'findHistory', head);
    const reader = new RowEntries({ store, sees });
    const within = { ...filter, to: latestEnd(filter) };
    const isTooLong = filter.to > within.to;
    const starts = bucketStarts(new LocalDays(timeZone), bucket, within);
    const tally = new SpaceTally(starts, this.#limits.records);
    // Of types and fields the facets of rows leave no doubt.
    const isMeant = rowMatcher({ ...filter, types: undefined, fields: undefined }, owners);
    const hasFacet = rowFacetMatcher(filter);
    const rows = {
      ...{ owners, reader, seen: new SeenRows({ store, guard, access }) },
      ...{ most: this.#limits.rows, from: filter.from },
      matches: (entry: LoggedEntry) => !isTooLong && isMeant(entry) && hasFacet(entry.facet),
    };
    await walkRange(this.#rows(space, owners, within), rows, (row) => {
      tally.add(row);
    });
    // Only now: there may be too many rows for even that.
    if (isTooLong) throw tooLong(within.to);
    const times = await recordTimes({ store, guard, access, settings }, tally.created().records);
    return spaceFigures(tally, await tally.actors.named(reader), times);
  }

  #rows(
    space: string,
    owners: ReadonlySet<string>,
    filter: SpaceQuestion['filter'],
  ): ReturnType<typeof rowsByTime> {
    return rowsByTime(this.#deps.store.log, space, {
      ...{ of: owners.size === 0 ? [] : listsOf(owners, filter), order: 'asc', limit: FIRST_ROWS },
      from: filter.from,
      // What is asked for does not include it.
      to: new Date(filter.to.getTime() - 1),
    });
  }
}
