import type { KibanaAttachment, KibanaCase, KibanaUser } from '../../../common/kibana.js';
import type { Json } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import { actorFrom } from '../../services/case_actor.js';
import { versionToken } from '../../services/case_version.js';
import type { CaseView } from '../../services/cases.js';
import { presentUser } from './present_user.js';
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
export function presentCase({ head, attachments }: CaseView): KibanaCase {
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
    created_by: userOf(state['created_by']) ?? presentUser({ kind: 'anonymous' }),
    updated_at: textOf(state['updated_at']) ?? null,
    updated_by: userOf(state['updated_by']) ?? null,
    closed_at: textOf(state['closed_at']) ?? null,
    closed_by: userOf(state['closed_by']) ?? null,
    comments: attachments.map(presentAttachment),
    totalComment: totalComment(head),
    totalAlerts: 0,
  };
}

/** A comment or other attachment as the API shows it (K16). */
function presentAttachment({ id, revision, state }: Attachment): KibanaAttachment {
  const body = isJsonObject(state['body']) ? state['body'] : {};
  const { type, owner, ...own } = body;
  return {
    id,
    version: versionToken(revision),
    type: textOf(type) ?? 'user',
    ...own,
    owner: textOf(owner) ?? '',
    created_at: textOf(state['created_at']) ?? '',
    created_by: userOf(state['created_by']) ?? presentUser({ kind: 'anonymous' }),
    updated_at: textOf(state['updated_at']) ?? null,
    updated_by: userOf(state['updated_by']) ?? null,
    pushed_at: textOf(state['pushed_at']) ?? null,
    pushed_by: userOf(state['pushed_by']) ?? null,
  };
}

/** Attachments of type `user` that there are now: the activity counts them. */
function totalComment({ counts }: RecordHead): number {
  return (counts['comment:user:created'] ?? 0) - (counts['comment:user:deleted'] ?? 0);
}

function userOf(actor: Json | undefined): KibanaUser | undefined {
  const known = actorFrom(actor);
  return known === undefined ? undefined : presentUser(known);
}
