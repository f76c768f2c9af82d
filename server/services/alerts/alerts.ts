import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { JsonObject } from '../../domain/json.js';
import type { RecordSave } from '../../domain/record.js';
import { continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { ActivityPage, ActivityPageInput } from './activity_page.js';
import { activityPage } from './activity_page.js';
import type { AlertBulk, BulkOutcome } from './alert_bulk.js';
import { changeAlerts } from './alert_bulk.js';
import { changeAlert } from './alert_change.js';
import type { AlertCreationDependencies, NewAlert } from './alert_creation.js';
import { createAlert } from './alert_creation.js';
import type { AlertPatch } from './alert_fields.js';
import { alertVersion, patchedAlert } from './alert_fields.js';
import { AlertComments } from './alert_comments.js';
import type { AlertPage, PageInput } from './alert_find.js';
import { findAlerts } from './alert_find.js';
import type { AlertFilters } from './alert_listing.js';
import { alertDeletion } from './alert_mutations.js';
import type { Preconditions } from './alert_preconditions.js';
import { ensureSeen } from './alert_preconditions.js';
import { alertSubject, existingAlert, presentAlert } from './existing_alert.js';
import type { Byline } from '../byline.js';
import { bylineOf } from '../byline.js';
import { firstRecord } from '../first_record.js';
import type { Answered, Repeatable } from '../idempotency/repeatable.js';
import type { CaseFromAlerts } from '../links/case_from_alerts.js';
import { createCaseFromAlerts } from '../links/case_from_alerts.js';
import type { PresentHead, VisibleHead } from '../record_guard.js';
import { RecordGuard } from '../record_guard.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { Attempt, WriteDoor } from '../write_door.js';

/** What `Alerts` works with. */
export interface AlertsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly numbers: RecordNumbers;
  readonly gate: Gate;
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
  readonly #guard: RecordGuard;
  readonly #changing: AlertCreationDependencies;
  /** What is said about them. */
  readonly comments: AlertComments;

  constructor(deps: AlertsDependencies) {
    this.#deps = deps;
    this.#guard = new RecordGuard(deps.gate);
    this.#changing = { ...deps, guard: this.#guard };
    this.comments = new AlertComments(this.#changing);
  }

  /**
   * Records a new alert with one `created` entry, or answers what the same request has created.
   * @throws RECORD_EXISTS when the id was ever taken in the space
   * @throws IDEMPOTENCY_KEY_REUSED
   */
  create(access: Access, alert: NewAlert): Promise<Answered<VisibleHead>> {
    return createAlert(this.#changing, access, alert);
  }

  /** The alert as it is now. */
  async get(access: Access, id: string): Promise<VisibleHead> {
    return this.#guard.admit(access, 'getAlert', await this.#existing(access, id));
  }

  /**
   * A page of the alerts that the caller may see; none of another kind, as `get` answers none.
   * @throws FORBIDDEN when the caller may read the alerts of no owner
   */
  find(access: Access, filters: AlertFilters, page: PageInput): Promise<AlertPage> {
    const { store, gate } = this.#deps;
    return findAlerts({ store, gate, guard: this.#guard }, access, filters, page);
  }

  /**
   * Changes the given fields, all or none; what stays the same writes nothing.
   * @throws PRECONDITION_FAILED, VERSION_CONFLICT, HISTORY_FULL
   * @throws INVALID_REQUEST when there would be too many custom fields
   */
  async update(access: Access, id: string, patch: AlertPatch, seen: Preconditions): Promise<VisibleHead> {
    const wanted = (state: JsonObject): JsonObject => patchedAlert(state, patch);
    return (await changeAlert(this.#changing, access, id, { wanted, seen })).head;
  }

  /**
   * Gives many alerts the same values, each by itself: those that cannot have them stay as they are.
   * @throws IDEMPOTENCY_KEY_REUSED
   */
  updateMany(access: Access, bulk: AlertBulk, request?: Repeatable): Promise<BulkOutcome> {
    return changeAlerts(this.#changing, access, bulk, request);
  }

  /**
   * Creates a case with the owner of the alerts and links them to it, all or nothing; answers its id.
   * @throws ALERT_ALREADY_LINKED, HISTORY_FULL, IDEMPOTENCY_KEY_REUSED
   * @throws INVALID_REQUEST when the alerts have not the same owner
   */
  createCase(access: Access, wanted: CaseFromAlerts): Promise<Answered<string>> {
    return createCaseFromAlerts(this.#changing, access, wanted);
  }

  /**
   * Deletes the alert: its history, with this as the last entry, and its comments are kept.
   * @throws PRECONDITION_FAILED
   */
  async remove(access: Access, id: string, seen: Preconditions): Promise<void> {
    await this.#deps.door.write(access, async () => {
      const head = this.#guard.admit(access, 'deleteAlert', await this.#existing(access, id));
      ensureSeen(alertVersion(head), seen);
      return this.#saved(continuation(head, alertDeletion(head, this.#byline(access))));
    });
  }

  /**
   * A page of the history of the alert, or of a record of another served kind that has this id.
   * @throws INVALID_REQUEST when `asOf` is no activity of it
   */
  async activities(access: Access, id: string, input: ActivityPageInput): Promise<ActivityPage> {
    return activityPage(
      this.#deps.store,
      this.#guard.admit(access, 'findAlertActivities', await this.#served(access, id)),
      input,
    );
  }

  #existing(access: Access, id: string): Promise<PresentHead> {
    return existingAlert(this.#deps.store, access, id);
  }

  async #served(access: Access, id: string): Promise<PresentHead> {
    const { store, kinds } = this.#deps;
    const subjects = kinds.map((kind) => ({ ...alertSubject(access, id), kind }));
    return presentAlert(await firstRecord(store, subjects));
  }

  #saved(write: RecordSave): Attempt<VisibleHead> {
    return { writes: [write], result: this.#guard.written(write) };
  }

  #byline(access: Access): Byline {
    return bylineOf(access, this.#deps.clock());
  }
}
