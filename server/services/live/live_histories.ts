import type { Gate } from '../../access/gate.js';
import type { Subject } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import type { PositionRange } from '../../domain/log/space_log.js';
import type { Logger } from '../../domain/logger.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { PORTION_BYTES } from '../../domain/store.js';
import type { EntryFilter } from '../history/entry_filter.js';
import { rowsByPosition } from '../history/rows_by_position.js';
import { SCAN_LIMITS } from '../history/scan_budget.js';
import { ownersAmong } from '../history/space_filter.js';
import type { SpaceFilter } from '../history/space_filter.js';
import { searchSpace } from '../history/space_search.js';
import type { HistoryGuard } from '../history_guard.js';
import { Follower } from './follower.js';
import type { Following, Rechecks } from './follower.js';
import type { Feed } from './live_event.js';
import { PORTION } from './live_event.js';
import { recordFeed } from './record_feed.js';
import { RecordTails } from './record_tails.js';
import { spaceFeed } from './space_feed.js';
import type { SpacePortion } from './space_feed.js';
import type { SpaceTails } from './space_tails.js';

/** What `LiveHistories` works with. */
export interface LiveHistoriesDependencies extends Rechecks {
  readonly store: ActivityStore;
  readonly tails: SpaceTails;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly logger: Logger;
}

/** A history that may be followed. */
export interface Followable<Filter> {
  /** How much of it there is: the newest `seq`, or how many positions. */
  readonly end: number;
  /** What comes behind this `seq`, or from this position on. */
  readonly follow: (from: number, filter: Filter) => Feed;
}

/**
 * Histories as they go on, as far as the follower may see them (N6). Access is checked when it begins, which is
 * audited, on each portion, and again and again for as long as it goes on.
 */
export class LiveHistories {
  readonly #deps: LiveHistoriesDependencies;
  readonly #records: RecordTails;

  constructor(deps: LiveHistoriesDependencies) {
    this.#deps = deps;
    this.#records = new RecordTails(deps.store, deps.logger);
  }

  /**
   * A record, also one that is deleted.
   * @throws RECORD_NOT_FOUND, also where the caller may not see the record
   */
  async record(following: Following, subject: Subject): Promise<Followable<EntryFilter>> {
    const { store, guard } = this.#deps;
    const { access } = following;
    const { seq, number } = guard.admitToHistory(access, 'tailHistory', await store.head(subject));
    return {
      end: seq,
      follow: (after, filter) => (signal) => {
        const follower = new Follower(following, this.#deps);
        const [tail, sees] = [this.#records.of(subject), this.#seesRecord(follower)];
        return recordFeed({ store, tail, follower, sees, number, after, filter }, signal);
      },
    };
  }

  /**
   * A space, with all that was acknowledged before the call.
   * @throws FORBIDDEN when the caller may read the records of no owner
   * @throws LOG_DISABLED where the store has no log
   */
  async space(following: Following): Promise<Followable<SpaceFilter>> {
    const { store, gate, tails } = this.#deps;
    const { access } = following;
    const space = access.space.id;
    const owners = gate.readableOwners(access, 'tailHistory');
    await store.log.catchUp(space);
    const { size } = await store.log.head(space);
    // It is not each record that is audited, but that those of an owner are followed.
    gate.ensure(
      access,
      'tailHistory',
      owners.map((owner) => ({ owner })),
    );
    return {
      end: size,
      follow: (start, filter) => (signal) => {
        const follower = new Follower(following, this.#deps);
        const feed = {
          ...{ tail: tails.of(space), start },
          read: (range: PositionRange) => this.#read(follower, filter, range),
          mayGoOn: async (ended: AbortSignal) => (await follower.mayGoOn(ended)) && this.#readsAny(follower),
          dueInMs: () => follower.dueInMs,
        };
        return spaceFeed(feed, signal);
      },
    };
  }

  /** Whether the follower sees it; that they do not any more is audited, that they still do is not. */
  #seesRecord(follower: Follower): (head: RecordHead) => boolean {
    return (head) => {
      try {
        this.#deps.guard.admitToHistory(follower.access, 'tailHistory', head);
        return true;
      } catch (error) {
        if (isActivityError(error, 'RECORD_NOT_FOUND')) return false;
        throw error;
      }
    };
  }

  async #read({ access }: Follower, filter: SpaceFilter, range: PositionRange): Promise<SpacePortion> {
    const { store, gate, guard } = this.#deps;
    const owners = ownersAmong(gate.readableOwners(access, 'tailHistory'), filter);
    const batches = rowsByPosition(store.log, access.space.id, range, PORTION);
    const sees = (head: RecordHead): boolean => guard.seesHistory(access, 'tailHistory', head);
    const search = { batches, filter, owners, limit: PORTION, mostWeight: PORTION_BYTES };
    const { found, tail, end } = await searchSpace({ store, sees, limits: SCAN_LIMITS }, search);
    const last = end === 'over' ? undefined : tail.at(-1);
    return { found, end: last === undefined ? range.end : last.position + 1 };
  }

  /** Whether there is still an owner whose records the follower may read; that there is none is audited. */
  #readsAny({ access }: Follower): boolean {
    try {
      this.#deps.gate.readableOwners(access, 'tailHistory');
      return true;
    } catch (error) {
      if (isActivityError(error, 'FORBIDDEN')) return false;
      throw error;
    }
  }
}
