import type { Db } from 'mongodb';
import type { Logger } from '../../domain/logger.js';
import type { Collections } from './collections.js';
import type { MongoStep } from './options.js';

/** What every part of the store works with. */
export interface Workbench {
  /** For commands; the collections stand beside it because a collection does not name its database in every version of the driver. */
  readonly db: Db;
  readonly collections: Collections;
  /** The longest time of one call, and the longest a write whose outcome is unknown is tried again. */
  readonly timeoutMs: number;
  readonly patienceMs: number;
  /** Whether entries get positions in the log of their space. */
  readonly log: boolean;
  readonly logger: Logger | undefined;
  /** One call to the database, bounded in time, and again where it met others; rejects as the driver does. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** Passes a step: where tests end the process. */
  step(step: MongoStep): Promise<void>;
}
