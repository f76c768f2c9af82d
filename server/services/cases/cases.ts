import { randomUUID } from 'node:crypto';
import type { Access } from '../../access/access.js';
import type { AuditLog } from '../../access/audit/audit_log.js';
import type { Gate } from '../../access/gate.js';
import type { Actor } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { creation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { CaseAlerts } from './case_alerts.js';
import type { CasePage, CaseQuery } from './case_find.js';
import { findCases } from './case_find.js';
import type { CustomFieldPut, PutCustomField } from './case_custom_field_put.js';
import { putCustomField } from './case_custom_field_put.js';
import { checkCustomFields, paddedCustomFields } from './case_custom_fields.js';
import { CaseHistory } from './case_history.js';
import type { PushOrder } from './case_push.js';
import { pushCase } from './case_push.js';
import { removeCases } from './case_removal.js';
import type { NewCase } from './case_state.js';
import { createdSnapshot, createdState, withoutEmptyUids } from './case_state.js';
import { reportersOfCases, tagsOfCases } from './case_terms.js';
import { caseSubject } from './case_subject.js';
import type { CaseUpdate } from './case_update_checks.js';
import { updateCases } from './case_updates.js';
import { CaseComments } from './comments/case_comments.js';
import type { CaseView } from './case_view.js';
import { missingCase } from './missing_case.js';
import { bylineOf } from '../byline.js';
import { customFieldsOf } from '../configurations/kept_configurations.js';
import type { Connectors } from '../connectors/connectors.js';
import type { PresentHead } from '../record_guard.js';
import { present, RecordGuard } from '../record_guard.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { Ledger } from '../governance/ledger.js';
import type { WriteDoor } from '../write_door.js';

/** What `Cases` works with. */
export interface CasesDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly numbers: RecordNumbers;
  readonly ledger: Pick<Ledger, 'write'>;
  readonly gate: Gate;
  readonly clock: () => Date;
  /** Whether the licence allows to assign (K15.2). */
  readonly mayAssign: boolean;
  /** External reference and persistable state types besides `.files` (K16). */
  readonly attachmentTypes: readonly string[];
  /** Kinds of records whose activity is served as a case's, first match wins; all else is about cases only. */
  readonly kinds: readonly string[];
  readonly audit: Pick<AuditLog, 'recorded'>;
  readonly connectors: Connectors;
}

type FoundCase = Omit<CaseView, 'head'> & { readonly head: PresentHead };

/** The use cases of the Cases API: every write leaves its activity, a refused one leaves none (K6). */
export class Cases {
  readonly #deps: CasesDependencies;
  readonly #guard: RecordGuard;
  /** What happened to them. */
  readonly history: CaseHistory;
  /** What is said about them and attached to them. */
  readonly comments: CaseComments;
  /** The alerts among that. */
  readonly alerts: CaseAlerts;

  constructor(deps: CasesDependencies) {
    this.#deps = deps;
    this.#guard = new RecordGuard(deps.gate);
    const guarded = { ...deps, guard: this.#guard };
    this.history = new CaseHistory(guarded);
    this.comments = new CaseComments(guarded);
    this.alerts = new CaseAlerts(guarded);
  }

  /**
   * Creates a case (K15.2).
   * @throws INVALID_REQUEST, FORBIDDEN
   */
  async create(access: Access, input: NewCase): Promise<CaseView> {
    const { store, door, numbers, clock, mayAssign } = this.#deps;
    const place = { space: access.space.id, owner: input.owner };
    const definitions = await customFieldsOf(store.registry, place);
    checkCustomFields(input.customFields, definitions);
    const customFields = paddedCustomFields(input.customFields ?? [], definitions);
    const subject = caseSubject(access, randomUUID());
    const assigns = withoutEmptyUids(input.assignees ?? []).length > 0;
    this.#guard.ensureCreation(access, assigns ? ['createCase', 'assignCase'] : ['createCase'], {
      subject,
      owner: input.owner,
      state: {},
    });
    if (assigns && !mayAssign) {
      throw new ActivityError(
        'FORBIDDEN',
        'In order to assign users to cases, you must be subscribed to an Elastic Platinum license',
      );
    }
    const number = await numbers.next();
    const byline = bylineOf(access, clock());
    const write = creation(
      { subject, owner: input.owner, number },
      {
        ...byline,
        state: { ...createdState(input, byline), customFields },
        changes: [{ type: 'created', snapshot: createdSnapshot(input) }],
      },
    );
    return door.write(access, () =>
      Promise.resolve({ writes: [write], result: { head: this.#guard.written(write), attachments: [] } }),
    );
  }

  /**
   * Changes cases, all or none; answers the changed ones in the order of the request (K15.3, K6.1).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND, VERSION_CONFLICT, NOTHING_TO_CHANGE
   */
  async update(access: Access, updates: readonly CaseUpdate[]): Promise<readonly CaseView[]> {
    const heads = await updateCases({ ...this.#deps, guard: this.#guard }, access, updates);
    return heads.map((head) => ({ head, attachments: [] }));
  }

  /**
   * Puts the value of one custom field (K17.4, W9).
   * @throws RECORD_NOT_FOUND, VERSION_CONFLICT, FORBIDDEN, INVALID_REQUEST
   */
  putCustomField(access: Access, caseId: string, put: CustomFieldPut): Promise<PutCustomField> {
    const deps = { ...this.#deps, guard: this.#guard };
    return putCustomField(deps, access, caseSubject(access, caseId), put);
  }

  /** Tells an external system of a case, as `pushCase` says (K18, W10). */
  push(access: Access, order: PushOrder): Promise<CaseView> {
    return pushCase({ ...this.#deps, guard: this.#guard }, access, order);
  }

  /**
   * One case with its attachments (K15.5).
   * @throws RECORD_NOT_FOUND, FORBIDDEN
   */
  async get(access: Access, id: string): Promise<CaseView> {
    return this.#admitted(access, 'getCase', id);
  }

  /**
   * The same for whoever follows a link to the case (K15.5). Ids never change, so that it is always found by its own.
   * @throws RECORD_NOT_FOUND, FORBIDDEN
   */
  async resolve(access: Access, id: string): Promise<CaseView> {
    return this.#admitted(access, 'resolveCase', id);
  }

  /** A page of the cases that the caller may see, as `findCases` says (K15.5). */
  find(access: Access, query: CaseQuery): Promise<CasePage> {
    return findCases({ ...this.#deps, guard: this.#guard }, access, query);
  }

  /** The tags of cases, as `tagsOfCases` says (K15.5). */
  tags(access: Access, owners: readonly string[]): Promise<readonly string[]> {
    return tagsOfCases({ ...this.#deps, guard: this.#guard }, access, owners);
  }

  /** The reporters of cases, as `reportersOfCases` says (K15.5). */
  reporters(access: Access, owners: readonly string[]): Promise<readonly Actor[]> {
    return reportersOfCases({ ...this.#deps, guard: this.#guard }, access, owners);
  }

  /**
   * Removes cases with their attachments and all of their activity, all or none (K15.4), and unlinks the alerts
   * that they were created from (C4).
   * @throws RECORD_NOT_FOUND, FORBIDDEN, HISTORY_FULL
   */
  async remove(access: Access, ids: readonly string[]): Promise<void> {
    const subjects = [...new Set(ids)].map((id) => caseSubject(access, id));
    await removeCases({ ...this.#deps, guard: this.#guard }, access, subjects);
  }

  async #admitted(access: Access, operation: 'getCase' | 'resolveCase', id: string): Promise<CaseView> {
    const found = await this.#record(access, id);
    if (found === undefined) throw missingCase(id);
    return { ...found, head: this.#guard.admit(access, operation, found.head) };
  }

  async #record(access: Access, id: string): Promise<FoundCase | undefined> {
    const found = await this.#deps.store.record(caseSubject(access, id));
    const head = present(found?.head);
    return found === undefined || head === undefined ? undefined : { ...found, head };
  }
}
