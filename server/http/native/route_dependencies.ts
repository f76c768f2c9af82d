import type { Logger } from '../../domain/logger.js';
import type { Exports } from '../../services/export/exports.js';
import type { EntrySeals } from '../../services/history/entry_seals.js';
import type { Histories } from '../../services/history/histories.js';
import type { SpaceHistories } from '../../services/history/space_histories.js';
import type { LiveHistories } from '../../services/live/live_histories.js';
import type { Ingest } from '../../services/ingest/ingest.js';
import type { LogProofs } from '../../services/integrity/log_proofs.js';
import type { Verifications } from '../../services/integrity/verifications.js';
import type { Statistics } from '../../services/history/statistics/statistics.js';

/** What the routes work with. */
export interface NativeRoutesDependencies {
  readonly histories: Histories;
  readonly spaces: SpaceHistories;
  /** Of entries that the caller was shown. */
  readonly seals: EntrySeals;
  readonly statistics: Statistics;
  readonly live: LiveHistories;
  readonly ingest: Ingest;
  /** Ids of the configured ones. */
  readonly owners: readonly string[];
  readonly logger: Logger;
  /** Whether a change is recorded with the address of its client, what they say they use, and the request. */
  readonly recordClient: boolean;
  readonly exports: Exports;
  readonly proofs: LogProofs;
  readonly verifications: Verifications;
  readonly clock: () => Date;
  /** In milliseconds: so much silence at most. */
  readonly heartbeatMs: number;
}
