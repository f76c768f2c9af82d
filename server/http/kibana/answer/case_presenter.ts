import type { KibanaCase } from '../../../../common/kibana.js';
import { isJsonObject } from '../../../domain/json.js';
import type { RecordHead } from '../../../domain/record.js';
import { versionToken } from '../../../services/cases/case_version.js';
import type { CaseView } from '../../../services/cases/case_view.js';
import { commentCount } from '../../../services/cases/comments/comment_history.js';
import { toAttachment } from './attachment_presenter.js';
import { toUser, userOf } from './user_presenter.js';
import {
  assigneesOf,
  connectorOf,
  customFieldsOf,
  NO_CONNECTOR,
  settingsOf,
  severityOf,
  statusOf,
  textOf,
  textsOf,
} from './values.js';

/** A case as the API shows it (K15.1). Total: a case that the host recorded may lack any attribute. */
export function toCase({ head, attachments }: CaseView): KibanaCase {
  const { subject, owner, revision, state } = head;
  const { duration, external_service: externalService } = state;
  return {
    id: subject.id,
    version: versionToken(revision),
    owner,
    title: textOf(state['title']) ?? subject.id,
    description: textOf(state['description']) ?? '',
    tags: textsOf(state['tags']) ?? [],
    category: textOf(state['category']) ?? null,
    status: statusOf(state['status']) ?? 'open',
    severity: severityOf(state['severity']) ?? 'low',
    assignees: assigneesOf(state['assignees']) ?? [],
    settings: settingsOf(state['settings']) ?? { syncAlerts: false },
    connector: connectorOf(state['connector']) ?? NO_CONNECTOR,
    customFields: customFieldsOf(state['customFields']) ?? [],
    observables: [],
    external_service: isJsonObject(externalService) ? externalService : null,
    duration: typeof duration === 'number' ? duration : null,
    created_at: textOf(state['created_at']) ?? head.lastAt.toISOString(),
    created_by: userOf(state['created_by']) ?? toUser({ kind: 'anonymous' }),
    updated_at: textOf(state['updated_at']) ?? null,
    updated_by: userOf(state['updated_by']) ?? null,
    closed_at: textOf(state['closed_at']) ?? null,
    closed_by: userOf(state['closed_by']) ?? null,
    comments: attachments.map(toAttachment),
    ...totalsOf(head),
  };
}

/** What is attached to the case now: comments of type `user`, and distinct alerts (K15.1). */
function totalsOf(
  head: Pick<RecordHead, 'counts' | 'state'>,
): Pick<KibanaCase, 'totalComment' | 'totalAlerts'> {
  const { total_alerts: alerts } = head.state;
  return {
    totalComment: commentCount(head, 'user'),
    totalAlerts: typeof alerts === 'number' ? alerts : 0,
  };
}
