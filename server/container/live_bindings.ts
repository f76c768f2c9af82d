import type { Container } from 'inversify';
import { HostSubscriptions } from '../services/host/host_subscriptions.js';
import { LiveHistories } from '../services/live/live_histories.js';
import { SpaceTails } from '../services/live/space_tails.js';
import { HistoryGuard } from '../services/history_guard.js';
import { TOKENS } from './tokens.js';

/** Histories as they go on: whoever follows a space in this process shares one look at it. */
export function bindLive(container: Container): void {
  container
    .bind(TOKENS.tails)
    .toResolvedValue(({ log }, logger) => new SpaceTails(log, logger), [TOKENS.store, TOKENS.logger]);
  container
    .bind(TOKENS.hostSubscriptions)
    .toResolvedValue(
      (store, spaces, tails, logger) => new HostSubscriptions({ store, spaces, tails, logger }),
      [TOKENS.store, TOKENS.spaces, TOKENS.tails, TOKENS.logger],
    );
  container
    .bind(TOKENS.live)
    .toResolvedValue(
      (store, tails, gate, clock, logger, { native: { recheckMs } }) =>
        new LiveHistories({ store, tails, gate, guard: new HistoryGuard(gate), clock, logger, recheckMs }),
      [TOKENS.store, TOKENS.tails, TOKENS.gate, TOKENS.clock, TOKENS.logger, TOKENS.config],
    );
}
