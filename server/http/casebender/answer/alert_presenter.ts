import type {
  Alert,
  AlertComment,
  AlertCustomValue,
  AlertObservable,
  AlertUser,
} from '../../../../common/casebender.js';
import { isJsonArray, isJsonObject } from '../../../domain/json.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import type { Attachment } from '../../../domain/record.js';
import { alertCustomFields, alertSeverity, alertVersion } from '../../../services/alerts/alert_fields.js';
import { authorFrom } from '../../../services/author.js';
import type { VisibleHead } from '../../../services/record_guard.js';
import { levelsOf } from '../../../services/record_levels.js';
import type { View } from './user_presenter.js';
import { toUser } from './user_presenter.js';

type Names = Pick<View, 'language' | 'avatarUrl'>;

/** An alert on the wire, keys in the order of C9.1. Total: what a host's own alert lacks has the empty value. */
export function toAlert(head: VisibleHead, names: Names): Alert {
  const { subject, number, owner, state, lastAt } = head;
  const touched = lastAt.toISOString();
  return {
    id: subject.id,
    tiny_id: number,
    owner,
    title: text(state['title']) ?? '',
    description: text(state['description']) ?? '',
    status: text(state['status']) ?? '',
    severity: alertSeverity(state),
    type: text(state['type']),
    source: text(state['source']),
    source_ref: text(state['source_ref']),
    external_link: text(state['external_link']),
    ...levelsOf(subject, state),
    assigned_to: text(state['assigned_to']),
    tags: list(state['tags']).filter((tag) => typeof tag === 'string'),
    custom_fields: Object.fromEntries(Object.entries(alertCustomFields(state)).flatMap(customField)),
    observables: list(state['observables']).flatMap(observable),
    case_id: text(state['case_id']),
    created_by: authorOf(state, names),
    created_at: text(state['created_at']) ?? touched,
    updated_at: text(state['updated_at']) ?? touched,
    version: alertVersion(head),
  };
}

/** A comment of an alert on the wire (C9.7). */
export function toComment(attachment: Attachment, alertId: string, names: Names): AlertComment {
  const { id, revision, state } = attachment;
  return {
    id,
    alert_id: alertId,
    body: text(state['comment']) ?? '',
    created_by: authorOf(state, names),
    created_at: text(state['created_at']) ?? '',
    updated_at: text(state['updated_at']) ?? '',
    version: revision,
  };
}

function authorOf(state: JsonObject, names: Names): AlertUser {
  return toUser(authorFrom(state['created_by']) ?? { kind: 'system' }, names);
}

function customField([key, value]: [string, Json]): [string, AlertCustomValue][] {
  if (isJsonArray(value)) return [[key, value.filter((item) => typeof item === 'string')]];
  return value === null || isJsonObject(value) ? [] : [[key, value]];
}

function observable(item: Json): AlertObservable[] {
  const { data_type: type, data } = isJsonObject(item) ? item : {};
  return typeof type === 'string' && typeof data === 'string' ? [{ data_type: type, data }] : [];
}

function list(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
