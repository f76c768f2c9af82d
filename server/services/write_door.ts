import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLog, Writer } from '../access/audit/audit_log.js';
import { isActivityError } from '../domain/errors.js';
import type { RecordWrite } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';
import type { Telemetry } from '../domain/telemetry.js';
import { listingOf } from './lists/listing_of.js';
import type { Sealer } from './seals/sealer.js';

/** Writers of one record that collide try again this often; each round one of them gets through. */
const MAX_ATTEMPTS = 100;

/** What one attempt of a use case wants to be written, and what it answers once that is durable. */
export interface Attempt<T> {
  readonly writes: readonly RecordWrite[];
  readonly result: T;
}

/** What the door works with. */
export interface WriteDoorDependencies {
  readonly store: ActivityStore;
  readonly sealer: Sealer;
  readonly audit: Pick<AuditLog, 'recorded' | 'committed'>;
  readonly telemetry: Telemetry;
  /** Rejects when the space of a write is gone, or is being deleted; default: none ever is. */
  readonly refuseGone?: ((writer: Writer, space: string) => Promise<void>) | undefined;
}

/**
 * The one way to write: what a use case decided on a state that has changed meanwhile is decided anew. Nothing is
 * committed before the decision is on record; what was committed is recorded once.
 */
export class WriteDoor {
  readonly #store: ActivityStore;
  readonly #sealer: Sealer;
  readonly #audit: Pick<AuditLog, 'recorded' | 'committed'>;
  readonly #telemetry: Telemetry;
  readonly #refuseGone: WriteDoorDependencies['refuseGone'];
  readonly #tell: ((space: string) => void)[] = [];

  constructor({ store, sealer, audit, telemetry, refuseGone }: WriteDoorDependencies) {
    this.#refuseGone = refuseGone;
    this.#store = store;
    this.#sealer = sealer;
    this.#audit = audit;
    this.#telemetry = telemetry;
  }

  /** Has the function told of each space in which this process has committed; it must not throw. */
  whenCommitted(tell: (space: string) => void): void {
    this.#tell.push(tell);
  }

  /**
   * Runs `decide` on fresh reads until its writes are committed; an attempt without writes commits nothing.
   * @throws VERSION_CONFLICT when other writers win every time, and whatever `decide` throws
   * @throws SPACE_NOT_FOUND when the space was deleted meanwhile
   * @throws AUDIT_UNAVAILABLE when the decision has to be on record and cannot be; nothing was committed
   */
  async write<T>(writer: Writer, decide: () => Promise<Attempt<T>>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const { writes, result } = await decide();
      if (writes.length === 0) return result;
      for (const space of new Set(writes.map(spaceOf))) await this.#refuseGone?.(writer, space);
      await this.#audit.recorded(writer);
      try {
        await this.#store.commit(await this.#sealer.seal(writes.map(listed)));
      } catch (error) {
        if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
        this.#telemetry.conflicted();
        if (attempt >= MAX_ATTEMPTS) throw error;
        await sleep(Math.random() * Math.min(50, attempt * 2));
        continue;
      }
      const entries = writes.reduce(
        (sum, write) => sum + (write.type === 'save' ? write.activities.length : 0),
        0,
      );
      this.#telemetry.committed(writes.length, entries);
      for (const space of new Set(writes.map(spaceOf))) for (const tell of this.#tell) tell(space);
      await this.#audit.committed(writer, writes);
      return result;
    }
  }
}

/** What lists are to know of a record goes with every write of it. */
function listed(write: RecordWrite): RecordWrite {
  return write.type === 'save' ? { ...write, listing: listingOf(write.head) } : write;
}

function spaceOf(write: RecordWrite): string {
  return (write.type === 'save' ? write.head.subject : write.subject).space;
}
