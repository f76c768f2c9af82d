import type { Writer } from '../../access/audit/audit_log.js';
import type { Actor, Change } from '../../domain/activity.js';
import { ActivityError, isActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import { LEDGER, ledgerOf } from '../../domain/ledger.js';
import type { RecordSave } from '../../domain/record.js';
import { continuation, creation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { WriteDoor } from '../write_door.js';

/** Something that was done to histories, as the ledger tells it (N11.1). */
export interface Statement {
  readonly statement: string;
  readonly details: JsonObject;
}

/** Who did it: as the history names them, and as the audit log does. */
export interface Doer {
  readonly actor: Actor;
  readonly writer: Writer;
}

/** What `Ledger` works with. */
export interface LedgerDependencies {
  readonly store: Pick<ActivityStore, 'head'>;
  readonly door: WriteDoor;
  readonly numbers: RecordNumbers;
  readonly clock: () => Date;
}

/**
 * What is done to histories is itself history: statements, in one record per space and month (N11.1). All entries of
 * that record are statements; it has no fields.
 */
export class Ledger {
  readonly #deps: LedgerDependencies;

  constructor(deps: LedgerDependencies) {
    this.#deps = deps;
  }

  /**
   * Writes the statements; resolves when they are durable.
   * @throws STORE_UNAVAILABLE, also when others write to the ledger all the time or it is full; AUDIT_UNAVAILABLE
   */
  async append(space: string, statements: readonly Statement[], { actor, writer }: Doer): Promise<void> {
    try {
      await this.#deps.door.write(writer, async () => {
        return { writes: [await this.write(space, statements, actor)], result: undefined };
      });
    } catch (cause) {
      if (!isActivityError(cause, 'VERSION_CONFLICT') && !isActivityError(cause, 'HISTORY_FULL')) throw cause;
      throw new ActivityError('STORE_UNAVAILABLE', 'The ledger cannot be written.', { cause });
    }
  }

  /** The write that adds the statements, for a commit that has other writes too: made anew at each attempt. */
  async write(space: string, statements: readonly Statement[], actor: Actor): Promise<RecordSave> {
    const { store, numbers, clock } = this.#deps;
    const at = clock();
    const subject = ledgerOf(space, at);
    const changes = statements.map((one): Change => ({ type: 'statement', ...one }));
    const mutation = { state: {}, changes, actor, at };
    const head = await store.head(subject);
    if (head !== undefined) return continuation(head, mutation);
    return creation({ subject, owner: LEDGER, number: await numbers.next() }, mutation);
  }
}
