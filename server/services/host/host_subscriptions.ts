import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Spaces } from '../../access/access.js';
import type { PositionRange } from '../../domain/log/space_log.js';
import type { Logger } from '../../domain/logger.js';
import type { ActivityStore } from '../../domain/store.js';
import { PORTION_BYTES } from '../../domain/store.js';
import { spaceFeed } from '../live/space_feed.js';
import type { SpacePortion } from '../live/space_feed.js';
import { PORTION } from '../live/live_event.js';
import type { SpaceTails } from '../live/space_tails.js';
import { checkedSubscription } from './check_page.js';
import { readHostRows, withoutSeal } from './host_rows.js';
import type { LoggedActivity, SubscribeInput } from './host_page_input.js';
import { invalidInput } from '../recording/input_fault.js';
import { refuseUnknownSpace } from './known_space.js';

/** After a handler has failed: doubled with each failure of the same entry. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Called with one entry after the other; the next one comes when it resolves. */
export type SubscriptionHandler = (entry: LoggedActivity) => unknown;

/** What `HostSubscriptions` works with. */
export interface HostSubscriptionsDependencies {
  readonly store: ActivityStore;
  readonly spaces: Spaces;
  readonly tails: SpaceTails;
  readonly logger: Logger;
  /** The pause after the first failure of a handler, in milliseconds; default: 1,000. */
  readonly firstPauseMs?: number | undefined;
}

/** What the host has subscribed to: all entries of spaces, as they come (N16). */
export class HostSubscriptions {
  readonly #deps: HostSubscriptionsDependencies;
  readonly #ended = new AbortController();

  constructor(deps: HostSubscriptionsDependencies) {
    this.#deps = deps;
  }

  /**
   * Has the handler called with every entry from a position on, in order, one at a time, each at least once: one with
   * which it fails comes again after a pause.
   * @returns what ends it: the handler is not called any more, a call that is under way is not waited for
   * @throws INVALID_REQUEST naming the path and what was found, also when the position is behind the end
   * @throws LOG_DISABLED
   */
  async subscribe(input: SubscribeInput, handler: SubscriptionHandler): Promise<() => void> {
    const { store, spaces, tails } = this.#deps;
    const { space, start, handle } = checkedSubscription(input, handler);
    await refuseUnknownSpace(spaces, ['space'], space);
    await store.log.catchUp(space);
    const { size } = await store.log.head(space);
    if (start !== undefined && start > size) {
      throw invalidInput(['start'], `must be at most ${String(size)}, the end of the log`, { found: start });
    }
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, this.#ended.signal]);
    const feed = {
      ...{ tail: tails.of(space), start: start ?? size, dueInMs: () => Infinity },
      read: (range: PositionRange) => this.#read(space, range),
      mayGoOn: () => Promise.resolve(true),
    };
    void this.#deliver(spaceFeed(feed, signal), handle, signal).catch((error: unknown) => {
      this.#deps.logger.error({ err: error, space }, 'a subscription has ended: its entries cannot be read');
    });
    return () => {
      own.abort();
    };
  }

  /** Ends all of them. */
  end(): void {
    this.#ended.abort();
  }

  async #deliver(
    events: ReturnType<typeof spaceFeed>,
    handle: SubscriptionHandler,
    signal: AbortSignal,
  ): Promise<void> {
    for await (const event of events) {
      if (event.type !== 'entry') continue;
      const entry = { ...withoutSeal(event.entry), position: event.id };
      for (let pause = this.#deps.firstPauseMs ?? FIRST_PAUSE_MS; !signal.aborted; pause *= 2) {
        if (await this.#handled(handle, entry, signal)) break;
        await sleep(Math.min(pause, LONGEST_PAUSE_MS), undefined, { signal, ref: false }).catch(
          () => undefined,
        );
      }
    }
  }

  /** Whether the handler is done with the entry, or nobody waits for it any more. */
  async #handled(handle: SubscriptionHandler, entry: LoggedActivity, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const handled = Promise.resolve(entry).then(handle);
    const ended = once(signal, 'abort', { signal: over.signal }).catch(() => undefined);
    try {
      await Promise.race([handled, ended]);
      return true;
    } catch (error) {
      const { subject, position } = entry;
      const where = { space: subject.space, position };
      this.#deps.logger.warn({ err: error, ...where }, 'a subscriber has failed: the entry comes again');
      return false;
    } finally {
      over.abort();
    }
  }

  async #read(space: string, range: PositionRange): Promise<SpacePortion> {
    const limits = { limit: PORTION, mostWeight: PORTION_BYTES };
    const { found, tail, end } = await readHostRows(this.#deps.store, space, range, limits);
    const last = end === 'over' ? undefined : tail.at(-1);
    return { found, end: last === undefined ? range.end : last.position + 1 };
  }
}
