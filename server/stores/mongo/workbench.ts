import type { Logger } from '../../domain/logger.js';
import type { Collections } from './collections.js';
import type { MongoStep } from './options.js';

/** What every part of the store works with. */
export interface Workbench {
  readonly collections: Collections;
  /** The longest time of one call, and the longest a write whose outcome is unknown is tried again. */
  readonly timeoutMs: number;
  readonly patienceMs: number;
  readonly logger: Logger | undefined;
  /** One call to the database, bounded in time; rejects as the driver does. */
  call<T>(work: () => Promise<T>): Promise<T>;
  /** Passes a step: where tests end the process. */
  step(step: MongoStep): Promise<void>;
}
