import { randomUUID } from 'node:crypto';
import { ALERT_KIND } from '../../common/constants.js';
import type { Access } from '../access/access.js';
import type { AuditLog } from '../access/audit.js';
import type { Gate } from '../access/gate.js';
import type { Operation } from '../access/operations.js';
import { actorOf } from '../access/principal.js';
import { ActivityError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import type { Attachment, RecordHead, RecordWrite } from '../domain/record.js';
import { continuation, creation } from '../domain/record.js';
import type { ActivityStore, HistoryPage, Window } from '../domain/store.js';
import { activityIdParts } from './alert_activity_id.js';
import { invalid } from './alert_fault.js';
import type { AlertPatch } from './alert_fields.js';
import { customFieldsOf, initialFields, levelsOf, MAX_CUSTOM_FIELDS, patchedState } from './alert_fields.js';
import { AlertGuard } from './alert_guard.js';
import type { ActivityPage, ActivityPageInput, NewAlert } from './alert_input.js';
import type { Byline } from './alert_mutations.js';
import { alertChange, alertCreation, commentCreation } from './alert_mutations.js';
import type { Preconditions } from './alert_preconditions.js';
import { ensureSeen } from './alert_preconditions.js';
import type { Histories } from './histories.js';
import type { RecordNumbers } from './record_numbers.js';
import type { Attempt, WriteDoor } from './write_door.js';

/** What `Alerts` works with. */
export interface AlertsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly numbers: RecordNumbers;
  readonly histories: Histories;
  readonly gate: Gate;
  readonly audit: AuditLog;
  readonly clock: () => Date;
  /** Owner of an alert that is created without one. */
  readonly owner: string;
  /** The first one is the status of a new alert. */
  readonly statuses: readonly string[];
  /** Kinds of records whose activities are served, in the order in which an id is looked up. */
  readonly kinds: readonly string[];
}

/**
 * Alerts and their histories. Every method checks access itself, in the order of C1: the alert exists
 * in the caller's space and is not deleted, the owner's right, TLP, PAP, then preconditions.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED from every method
 */
export class Alerts {
  readonly #deps: AlertsDependencies;
  readonly #guard: AlertGuard;

  constructor(deps: AlertsDependencies) {
    this.#deps = deps;
    this.#guard = new AlertGuard(deps.gate, deps.audit);
  }

  /**
   * Records a new alert with one `created` entry.
   * @throws RECORD_EXISTS when the id was ever taken in the space
   */
  async create(access: Access, { id = randomUUID(), owner, fields }: NewAlert): Promise<RecordHead> {
    const { store, door, numbers, statuses, owner: defaultOwner } = this.#deps;
    const identity = { subject: this.#subject(access, id), owner: owner ?? defaultOwner };
    const values = initialFields(fields, statuses[0] ?? 'open');
    this.#guard.ensure(access, 'createAlert', { owner: identity.owner }, [levelsOf(values)]);
    return door.write(async () => {
      if ((await store.head(identity.subject)) !== undefined) {
        throw new ActivityError('RECORD_EXISTS', 'An alert with this id exists already.');
      }
      const number = await numbers.next();
      return saved(creation({ ...identity, number }, alertCreation(values, this.#byline(access))));
    });
  }

  /** The alert as it is now. */
  async get(access: Access, id: string): Promise<RecordHead> {
    const head = await this.#existing(access, id);
    this.#ensure(access, 'getAlert', head);
    return head;
  }

  /**
   * Changes the given fields, all or none; what stays the same writes nothing.
   * @throws PRECONDITION_FAILED, VERSION_CONFLICT, HISTORY_FULL
   * @throws INVALID_REQUEST when there would be too many custom fields
   */
  update(access: Access, id: string, patch: AlertPatch, seen: Preconditions): Promise<RecordHead> {
    return this.#deps.door.write(async () => {
      const head = await this.#existing(access, id);
      const wanted = patchedState(head.state, patch);
      this.#ensure(access, 'updateAlert', head, wanted);
      ensureSeen(head, seen);
      if (Object.keys(customFieldsOf(wanted)).length > MAX_CUSTOM_FIELDS) {
        throw invalid({ fault: 'value', name: 'custom_fields' });
      }
      const mutation = alertChange(head, wanted, this.#byline(access));
      return mutation === undefined ? { writes: [], result: head } : saved(continuation(head, mutation));
    });
  }

  /**
   * Adds a comment, kept verbatim; the alert's version does not move.
   * @throws HISTORY_FULL
   */
  comment(access: Access, id: string, text: string): Promise<Attachment> {
    return this.#deps.door.write(async () => {
      const head = await this.#existing(access, id);
      this.#ensure(access, 'createAlertComment', head);
      const { attachment, mutation } = commentCreation(head, text, this.#byline(access));
      return { writes: [continuation(head, mutation)], result: attachment };
    });
  }

  /**
   * A page of the history of the alert, or of a record of another served kind that has this id.
   * @throws INVALID_REQUEST when `asOf` is no activity of it
   */
  async activities(access: Access, id: string, input: ActivityPageInput): Promise<ActivityPage> {
    const { page, limit, asOf } = input;
    const from = asOf === undefined ? undefined : activityIdParts(asOf);
    const window: Window = { order: 'desc', skip: (page - 1) * limit, limit, upTo: from?.seq };
    const { head, activities } = await this.#page(access, id, window);
    this.#ensure(access, 'findAlertActivities', head);
    if (from !== undefined && (from.number !== head.number || from.seq < 1 || from.seq > head.seq)) {
      throw invalid({ fault: 'parameter', name: 'as_of' });
    }
    return { head, activities, newest: from?.seq ?? head.seq };
  }

  async #existing(access: Access, id: string): Promise<RecordHead> {
    const head = await this.#deps.store.head(this.#subject(access, id));
    if (head === undefined || head.deleted) throw notFound();
    return head;
  }

  async #page(access: Access, id: string, window: Window): Promise<HistoryPage> {
    for (const kind of this.#deps.kinds) {
      const found = await this.#deps.histories.page({ ...this.#subject(access, id), kind }, window);
      if (found === undefined) continue;
      if (found.head.deleted) break;
      return found;
    }
    throw notFound();
  }

  #ensure(access: Access, operation: Operation, head: RecordHead, wanted: JsonObject = head.state): void {
    const entity = { id: head.subject.id, owner: head.owner };
    this.#guard.ensure(access, operation, entity, [levelsOf(head.state), levelsOf(wanted)]);
  }

  #subject(access: Access, id: string): RecordHead['subject'] {
    return { space: access.space.id, kind: ALERT_KIND, id };
  }

  #byline(access: Access): Byline {
    return { actor: actorOf(access.principal), now: this.#deps.clock() };
  }
}

function notFound(): ActivityError {
  return new ActivityError('RECORD_NOT_FOUND', 'There is no such alert.');
}

function saved(write: RecordWrite): Attempt<RecordHead> {
  if (write.type !== 'save') throw new ActivityError('INTERNAL_ERROR', 'An alert is never erased.');
  return { writes: [write], result: write.head };
}
