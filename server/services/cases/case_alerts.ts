import { CASE_KIND } from '../../../common/constants.js';
import { caseSubject } from './case_subject.js';
import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import { attachedAlertKey } from '../../domain/attachment_keys.js';
import type { Attachment } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { PresentHead, RecordGuard, VisibleHead } from '../record_guard.js';
import { present } from '../record_guard.js';
import { alertsOf, bodyOf } from './comments/comment_body.js';
import { commentsOfType } from './comments/comment_history.js';
import { missingCase } from './missing_case.js';

/** What `CaseAlerts` works with. */
export interface CaseAlertsDependencies {
  readonly store: ActivityStore;
  readonly guard: RecordGuard;
  readonly gate: Gate;
}

/** An alert of the host that is attached to a case (K19). */
export interface AttachedAlert {
  readonly id: string;
  readonly index: string;
  /** ISO 8601, UTC. */
  readonly attachedAt: string;
}

/** An alert is found in so many cases at most. */
const MAX_CASES = 1_000;

/** Which alerts are attached to which cases (K19). */
export class CaseAlerts {
  readonly #deps: CaseAlertsDependencies;

  constructor(deps: CaseAlertsDependencies) {
    this.#deps = deps;
  }

  /**
   * The alerts of a case, oldest attachment first; an attachment with another number of ids than of indices is left
   * out (G7).
   * @throws RECORD_NOT_FOUND, FORBIDDEN
   */
  async ofCase(access: Access, caseId: string): Promise<readonly AttachedAlert[]> {
    const { store, guard } = this.#deps;
    const found = present(await store.head(caseSubject(access, caseId)));
    if (found === undefined) throw missingCase(caseId);
    return this.#alertsOf(guard.admit(access, 'getCase', found));
  }

  /**
   * The cases that have the alert, newest first, of these owners, without any of all that the caller may read (G6).
   * @throws FORBIDDEN when the caller may read the cases of no owner
   */
  async casesOf(access: Access, alertId: string, owners: readonly string[]): Promise<readonly VisibleHead[]> {
    const { store, guard, gate } = this.#deps;
    gate.readableOwners(access, 'findCases');
    const key = attachedAlertKey(alertId);
    const subjects = await store.attachedTo({
      space: access.space.id,
      kind: CASE_KIND,
      key,
      limit: MAX_CASES,
    });
    const heads = (await store.heads(subjects)).flatMap((head) => present(head) ?? []);
    const meant = heads.filter(({ owner }) => owners.length === 0 || owners.includes(owner));
    const attached: PresentHead[] = [];
    for (const head of meant) {
      // Somebody may just have taken it away.
      if ((await this.#alertsOf(head)).some(({ id }) => id === alertId)) attached.push(head);
    }
    return guard.admitSome(
      access,
      'findCases',
      attached.toSorted((a, b) => b.number - a.number),
    );
  }

  async #alertsOf(head: PresentHead): Promise<readonly AttachedAlert[]> {
    const alerts: AttachedAlert[] = [];
    const all = { order: 'asc', skip: 0, limit: head.seq } as const;
    for await (const portion of commentsOfType(this.#deps.store, head, 'alert', all)) {
      for (const comment of portion) alerts.push(...alertsIn(comment));
    }
    return alerts;
  }
}

function alertsIn(comment: Attachment): readonly AttachedAlert[] {
  const { ids, indices } = alertsOf(bodyOf(comment));
  if (ids.length !== indices.length) return [];
  const created = comment.state['created_at'];
  const attachedAt = typeof created === 'string' ? created : '';
  return ids.map((id, i) => ({ id, index: indices[i] ?? '', attachedAt }));
}
