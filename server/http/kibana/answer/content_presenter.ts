import type { KibanaCommentBody, KibanaCustomField } from '../../../../common/kibana.js';
import type { KibanaActionContent } from '../../../../common/kibana_activity.js';
import type { Activity, Change } from '../../../domain/activity.js';
import type { Json } from '../../../domain/json.js';
import { toCreated } from './created_presenter.js';
import {
  assigneesOf,
  connectorOf,
  customFieldOf,
  foreignField,
  settingsOf,
  severityOf,
  statusOf,
  textOf,
  textsOf,
} from './values.js';

type FieldChange = Extract<Change, { type: 'field' }>;
type ItemsChange = Extract<Change, { type: 'items' }>;
type CommentChange = Extract<Change, { type: 'comment' }>;

const COMMENT_ACTIONS = { created: 'create', updated: 'update', deleted: 'delete' } as const;

/**
 * Type, action and payload of any activity (K4). What a host or another dialect recorded and Kibana has no
 * type for is told as the update of one custom field.
 */
export function toContent(activity: Activity): KibanaActionContent {
  const { change } = activity;
  switch (change.type) {
    case 'created':
      return { type: 'create_case', action: 'create', payload: toCreated(activity, change.snapshot) };
    case 'field':
      return fieldContent(change) ?? customFieldContent(memberField(change));
    case 'items':
      return itemsContent(change);
    case 'comment':
      return {
        type: 'comment',
        action: COMMENT_ACTIONS[change.verb],
        payload: { comment: commentBody(change, activity.owner) },
      };
    case 'pushed':
      return {
        type: 'pushed',
        action: 'push_to_service',
        payload: { externalService: change.externalService },
      };
    case 'deleted':
      return { type: 'delete_case', action: 'delete', payload: {} };
    case 'statement':
      // Kinds that have statements are served by no other dialect (N11.1).
      return customFieldContent(foreignField(change.statement, change.details));
  }
}

/** The content if the field is one of Kibana's and its new value is one that Kibana has. */
function fieldContent({ field, key, after }: FieldChange): KibanaActionContent | undefined {
  if (key !== undefined) return undefined;
  switch (field) {
    case 'title': {
      const title = cleared(after) ?? textOf(after);
      return title === undefined ? undefined : { type: 'title', action: 'update', payload: { title } };
    }
    case 'description': {
      const description = cleared(after) ?? textOf(after);
      return description === undefined
        ? undefined
        : { type: 'description', action: 'update', payload: { description } };
    }
    case 'status': {
      const status = statusOf(after);
      return status === undefined ? undefined : { type: 'status', action: 'update', payload: { status } };
    }
    case 'severity': {
      const severity = severityOf(after);
      return severity === undefined
        ? undefined
        : { type: 'severity', action: 'update', payload: { severity } };
    }
    case 'category': {
      if (after === null) return { type: 'category', action: 'delete', payload: { category: null } };
      const category = textOf(after);
      return category === undefined
        ? undefined
        : { type: 'category', action: 'update', payload: { category } };
    }
    case 'settings': {
      const settings = settingsOf(after);
      return settings === undefined
        ? undefined
        : { type: 'settings', action: 'update', payload: { settings } };
    }
    case 'connector': {
      const connector = connectorOf(after);
      return connector === undefined
        ? undefined
        : { type: 'connector', action: 'update', payload: { connector } };
    }
    default:
      return undefined;
  }
}

function cleared(after: Json): string | undefined {
  return after === null ? '' : undefined;
}

/** One custom field of a case, or a field that Kibana does not know; a cleared one keeps its type. */
function memberField({ field, key, before, after }: FieldChange): KibanaCustomField {
  if (field === 'customFields' && key !== undefined) {
    const [now, old] = [customFieldOf(after), customFieldOf(before)];
    return now ?? { key, type: old?.type ?? 'text', value: null };
  }
  const name = key === undefined ? field : `${field}.${key}`;
  if (after !== null) return foreignField(name, after);
  return { ...foreignField(name, before), value: null };
}

function itemsContent({ field, verb, items }: ItemsChange): KibanaActionContent {
  const action = verb === 'added' ? 'add' : 'delete';
  switch (field) {
    case 'tags':
      return { type: 'tags', action, payload: { tags: textsOf(items) ?? [] } };
    case 'assignees':
      return { type: 'assignees', action, payload: { assignees: assigneesOf(items) ?? [] } };
    default:
      return customFieldContent(foreignField(field, items));
  }
}

function customFieldContent(field: KibanaCustomField): KibanaActionContent {
  return { type: 'customFields', action: 'update', payload: { customFields: [field] } };
}

/** The body, `type` and `owner` first as in the published example. */
function commentBody({ comment }: CommentChange, owner: string): KibanaCommentBody {
  const { type, owner: sent, ...rest } = comment;
  return { type: textOf(type) ?? 'user', owner: textOf(sent) ?? owner, ...rest };
}
