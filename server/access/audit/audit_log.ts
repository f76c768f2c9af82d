import type { Activity, Actor } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Logger } from '../../domain/logger.js';
import type { RecordWrite } from '../../domain/record.js';
import type { Access } from '../access.js';
import { activityDetails, deletionDetails } from './audit_activity.js';
import type { AuditDetails, AuditedBy, AuditEvent, Entity } from './audit_event.js';
import { accessDetails, auditEvent, byCaller, byHost } from './audit_event.js';
import { scopeRefusal, signInRefusal, spaceRefusal } from './audit_refusal.js';
import type { SpaceDecision } from './audit_space.js';
import { spaceDecision, spaceDeletion } from './audit_space.js';
import type { Caller, Origin } from '../caller.js';
import type { ProtectedOperation } from '../protected_operations.js';
import { PROTECTED_OPERATIONS } from '../protected_operations.js';
import type { Refusal } from '../sign_in.js';

/** Where audit records go. */
export interface AuditSink {
  /**
   * Takes a record; never throws. Resolves when it is kept as surely as this sink promises, rejects when that
   * cannot be had now.
   */
  write(event: AuditEvent): Promise<void>;
  /** Records that were taken and are not written yet: more than a few when something is wrong. */
  waiting(): number;
  /** Why nothing can be promised now; `undefined`: nothing is known to be wrong. */
  failure(): Error | undefined;
  /** Resolves soon, also when records are left that cannot be written. */
  close(): Promise<void>;
}

/** Who writes: a caller, or the host in the name of an entry's actor. */
export type Writer = Access | 'host';

type Refused = NonNullable<AuditEvent['error']>;

/** What is known of one request. */
interface Ledger {
  readonly decided: Set<string>;
  readonly pending: Promise<void>[];
}

/** Hands audit records to the host's logger, which stays open. */
export function loggerAuditSink(logger: Logger): AuditSink {
  return {
    write: (event) => {
      logger.info(event, event.message);
      return Promise.resolve();
    },
    waiting: () => 0,
    failure: () => undefined,
    close: () => Promise.resolve(),
  };
}

/**
 * The audit log: one record per access decision, per refusal and per stored activity (K20). Without a sink it does
 * nothing.
 */
export class AuditLog {
  readonly #sink: AuditSink | undefined;
  readonly #clock: () => Date;
  readonly #ledgers = new WeakMap<Origin, Ledger>();

  constructor(sink: AuditSink | undefined, clock: () => Date) {
    this.#sink = sink;
    this.#clock = clock;
  }

  /**
   * Records a decision: one record per operation and entity, one per operation when there is no entity. A request
   * that decides the same again, because its commit is tried again, adds none.
   */
  access(
    access: Access,
    operations: readonly ProtectedOperation[],
    entities: readonly (Entity | undefined)[],
    error?: AuditEvent['error'],
  ): void {
    if (this.#sink === undefined) return;
    const { decided } = this.#ledger(access.origin);
    for (const operation of operations) {
      for (const entity of entities) {
        const { id, owner, record } = entity ?? {};
        const decision = JSON.stringify([operation, id, owner, record?.kind, record?.id, error?.code]);
        if (decided.has(decision)) continue;
        decided.add(decision);
        this.#decided(access, access.space.id, accessDetails(PROTECTED_OPERATIONS[operation], entity, error));
      }
    }
  }

  /** Records that the caller was not let into a space, or that it does not exist. */
  refusedSpace(caller: Caller, spaceId: string, error: Refused): void {
    this.#decided(caller, spaceId, spaceRefusal(spaceId, error));
  }

  /** Records a decision about a space as a whole. */
  space(caller: Access, decision: SpaceDecision): void {
    this.#decided(caller, caller.space.id, spaceDecision(decision));
  }

  /** Records that a space is gone, whichever process has finished it. Resolves when it is written or cannot be. */
  async deletedSpace(by: Actor, id: string, records: number): Promise<void> {
    await Promise.allSettled([this.#write(byHost(by), id, spaceDeletion(id, records))]);
  }

  /** Records that the caller's scopes do not allow what was asked for. */
  refusedScope(caller: Caller, spaceId: string, refusal: { scope: string; error: Refused }): void {
    this.#decided(caller, spaceId, scopeRefusal(refusal.scope, refusal.error));
  }

  /** Records that credentials were refused. */
  refusedSignIn(origin: Origin, refusal: Refusal): void {
    const by = { user: { name: refusal.claimed }, realm: refusal.realm, origin };
    this.#keep(origin, this.#write(by, undefined, signInRefusal(refusal)));
  }

  /**
   * Resolves when what the writer may do is on record as surely as is configured: before a commit and before an
   * answer.
   * @throws AUDIT_UNAVAILABLE when a record is needed and cannot be written
   */
  async recorded(writer: Writer | Origin): Promise<void> {
    try {
      if (writer === 'host') {
        const failure = this.#sink?.failure();
        if (failure !== undefined) throw failure;
        return;
      }
      await Promise.all(this.#ledgers.get('origin' in writer ? writer.origin : writer)?.pending ?? []);
    } catch (cause) {
      throw new ActivityError('AUDIT_UNAVAILABLE', 'The audit log cannot be written.', { cause });
    }
  }

  /** Records what was committed. Resolves when it is written or cannot be: what is committed stays so. */
  async committed(writer: Writer, writes: readonly RecordWrite[]): Promise<void> {
    if (this.#sink === undefined) return;
    const written = writes.flatMap((write) => {
      if (write.type === 'save') return write.activities.map((one) => this.#activity(writer, one));
      if (writer === 'host') return [];
      return [this.#write(byCaller(writer), write.subject.space, deletionDetails(write.subject))];
    });
    await Promise.allSettled(written);
  }

  /** Records that are not written yet: more than a few when something is wrong. */
  get waiting(): number {
    return this.#sink?.waiting() ?? 0;
  }

  /** Resolves when everything written before has reached the sink, or never will. */
  async close(): Promise<void> {
    await this.#sink?.close();
  }

  #activity(writer: Writer, activity: Activity): Promise<void> {
    const by = writer === 'host' ? byHost(activity.actor) : byCaller(writer);
    return this.#write(by, activity.subject.space, activityDetails(activity));
  }

  #decided(caller: Caller, spaceId: string, details: AuditDetails): void {
    this.#keep(caller.origin, this.#write(byCaller(caller), spaceId, details));
  }

  #keep(origin: Origin, written: Promise<void>): void {
    // Whoever waits for it hears of it; nobody may do so any more.
    written.catch(() => undefined);
    this.#ledger(origin).pending.push(written);
  }

  #ledger(origin: Origin): Ledger {
    let ledger = this.#ledgers.get(origin);
    if (ledger === undefined) {
      ledger = { decided: new Set(), pending: [] };
      this.#ledgers.set(origin, ledger);
    }
    return ledger;
  }

  #write(by: AuditedBy, spaceId: string | undefined, details: AuditDetails): Promise<void> {
    if (this.#sink === undefined) return Promise.resolve();
    return this.#sink.write(auditEvent(by, { at: this.#clock(), spaceId }, details));
  }
}
