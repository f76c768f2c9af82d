import type {
  Alert,
  AlertComment,
  AlertCustomValue,
  AlertObservable,
  AlertSeverity,
  AlertUser,
} from '../../../common/casebender.js';
import { ALERT_SEVERITIES } from '../../../common/casebender.js';
import type { Actor } from '../../domain/activity.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import { customFieldsOf, levelsOf, versionOf } from '../../services/alert_fields.js';
import type { View } from './user_presenter.js';
import { toUser } from './user_presenter.js';

type Names = Pick<View, 'locale' | 'avatarUrl'>;

/** An alert on the wire, keys in the order of C9.1. Total: what a host's own alert lacks has the empty value. */
export function toAlert(head: RecordHead, names: Names): Alert {
  const { subject, number, owner, state, lastAt } = head;
  const touched = lastAt.toISOString();
  return {
    id: subject.id,
    tiny_id: number,
    owner,
    title: text(state['title']) ?? '',
    description: text(state['description']) ?? '',
    status: text(state['status']) ?? '',
    severity: severityOf(state['severity']),
    type: text(state['type']),
    source: text(state['source']),
    source_ref: text(state['source_ref']),
    external_link: text(state['external_link']),
    ...levelsOf(state),
    assigned_to: text(state['assigned_to']),
    tags: list(state['tags']).filter((tag) => typeof tag === 'string'),
    custom_fields: Object.fromEntries(Object.entries(customFieldsOf(state)).flatMap(customField)),
    observables: list(state['observables']).flatMap(observable),
    case_id: text(state['case_id']),
    created_by: authorOf(state, names),
    created_at: text(state['created_at']) ?? touched,
    updated_at: text(state['updated_at']) ?? touched,
    version: versionOf(head),
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
  const author = isJsonObject(state['created_by']) ? state['created_by'] : {};
  const kind = (['user', 'key', 'anonymous'] as const).find((known) => known === author['kind']);
  const actor: Actor = {
    kind: kind ?? 'system',
    username: text(author['username']) ?? undefined,
    picture: text(author['picture']) ?? undefined,
  };
  return toUser(actor, names);
}

function severityOf(value: Json | undefined): AlertSeverity {
  const word = typeof value === 'number' ? ALERT_SEVERITIES[value - 1] : value;
  return ALERT_SEVERITIES.find((severity) => severity === word) ?? 'low';
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
