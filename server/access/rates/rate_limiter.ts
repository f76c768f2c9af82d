import { hash as digest } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../domain/logger.js';
import type { CountedWindow, RequestCounts } from '../../domain/request_counts.js';
import { isFull } from '../../domain/request_counts.js';
import type { Telemetry } from '../../domain/telemetry.js';
import type { Caller } from '../caller.js';
import { senderOf } from '../sender.js';
import { OwnCounts } from './own_counts.js';
import type { RateLimits, RateWindow } from './rate_limits.js';
import { windowsOf } from './rate_limits.js';

/** Requests wait so long for shared counts; then this process counts alone for a while before it tries again. */
const PATIENCE_MS = 1_000;
const ALONE_MS = 5_000;

/** How a caller stands in one window, this request counted. */
export interface RateStanding extends RateWindow {
  readonly remaining: number;
  /** Until the window is over: whole seconds, at least 1. */
  readonly resetSeconds: number;
}

/** How a caller stands, and whether this request is refused. */
export interface RateDecision {
  readonly standings: readonly RateStanding[];
  /** Until every window that is full is over; absent: the request goes on. */
  readonly waitSeconds?: number | undefined;
}

/** What the limiter works with. */
export interface RateLimiterDependencies {
  /** `false`: nobody is limited. */
  readonly limits: false | RateLimits;
  /** Counts of all processes; absent: each counts alone. */
  readonly shared?: RequestCounts | undefined;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

/** Counts the requests of each principal in windows of the clock, and says when there are too many (C12). */
export class RateLimiter {
  readonly #deps: RateLimiterDependencies;
  readonly #own = new OwnCounts();
  /** Of the monotonic clock: until then the shared counts are not asked. */
  #aloneUntil = -Infinity;

  constructor(deps: RateLimiterDependencies) {
    this.#deps = deps;
  }

  /** Counts a request, or refuses it uncounted; `undefined` for whoever is not limited. Never rejects. */
  async count(caller: Caller): Promise<RateDecision | undefined> {
    const { limits, clock } = this.#deps;
    // Without security nobody is told from anybody else (C11.1).
    if (limits === false || caller.realm.type === 'anonymous') return undefined;
    const windows = windowsOf(limits, caller.principal.tier);
    if (windows.length === 0) return undefined;
    const now = clock().getTime();
    const counted = windows.map(({ seconds, quota }) => ({
      ...{ seconds, quota },
      index: Math.floor(now / (seconds * 1000)),
    }));
    const sender = digest('sha256', JSON.stringify(senderOf(caller)), 'base64url');
    return decision(windows, { counted, counts: await this.#counts(sender, counted), now });
  }

  /** How many requests each window had before. */
  async #counts(sender: string, windows: readonly CountedWindow[]): Promise<readonly number[]> {
    const { shared, logger, telemetry } = this.#deps;
    if (shared === undefined) return this.#own.count(sender, windows);
    if (performance.now() >= this.#aloneUntil) {
      try {
        return await inTime(shared.count(sender, windows));
      } catch (error) {
        this.#aloneUntil = performance.now() + ALONE_MS;
        logger.warn({ err: error }, 'requests are counted in this process alone for a while');
      }
    }
    telemetry.countedAlone();
    return this.#own.count(sender, windows);
  }
}

function decision(
  windows: readonly RateWindow[],
  found: { counted: readonly CountedWindow[]; counts: readonly number[]; now: number },
): RateDecision {
  const { counted, counts, now } = found;
  const refused = isFull(counted, counts);
  const standings = windows.map((window, i): RateStanding => {
    const used = (counts[i] ?? 0) + (refused ? 0 : 1);
    const milliseconds = window.seconds * 1000;
    const left = milliseconds - (((now % milliseconds) + milliseconds) % milliseconds);
    return { ...window, remaining: Math.max(0, window.quota - used), resetSeconds: Math.ceil(left / 1000) };
  });
  if (!refused) return { standings };
  const full = standings.filter(({ remaining }) => remaining === 0);
  return { standings, waitSeconds: Math.max(...full.map(({ resetSeconds }) => resetSeconds)) };
}

/** @throws when the answer is not there in time; it is not waited for any more then */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`No counts within ${String(PATIENCE_MS)} ms.`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
