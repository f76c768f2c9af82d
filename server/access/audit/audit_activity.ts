import type { Activity, Change, Subject } from '../../domain/activity.js';
import type { Json } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';
import type { AuditDetails } from './audit_event.js';

interface Sentence {
  /** Behind `<kind>_user_action_`. */
  readonly action: string;
  readonly text: string;
  readonly type: 'creation' | 'change' | 'deletion';
}

/** The record of one stored activity (K20, "Activity"); kinds other than `case` are worded alike. */
export function activityDetails({ id, subject, change }: Activity): AuditDetails {
  const sentence = sentenceOf(change, subject);
  const details = actDetails(sentence, subject);
  const savedObject =
    change.type === 'comment'
      ? { type: `${savedObjectOf(subject.kind)}-comments`, id: change.commentId }
      : details.savedObject;
  return { ...details, message: `${sentence.text} - user action id: ${id}`, savedObject };
}

/** The record of a record that was removed together with its history (K20). */
export function deletionDetails(subject: Subject): AuditDetails {
  return actDetails(sentenceOf({ type: 'deleted' }, subject), subject);
}

function actDetails({ action, text, type }: Sentence, { kind, id }: Subject): AuditDetails {
  return {
    message: text,
    event: { action: `${kind}_user_action_${action}`, type: [type], outcome: 'success' },
    savedObject: { type: savedObjectOf(kind), id },
    record: { kind, id },
  };
}

function sentenceOf(change: Change, { kind, id }: Subject): Sentence {
  const record = `${kind} id: ${id}`;
  switch (change.type) {
    case 'created':
      return { action: `create_${kind}`, text: `User created ${record}`, type: 'creation' };
    case 'deleted':
      return { action: `delete_${kind}`, text: `User deleted ${record}`, type: 'deletion' };
    case 'field':
      return {
        action: `update_${kind}_${change.field}`,
        text: `User updated the ${change.field} for ${record}`,
        type: 'change',
      };
    case 'items': {
      const added = change.verb === 'added';
      return {
        action: `${added ? 'add' : 'delete'}_${kind}_${change.field}`,
        text: itemsText(change, record),
        type: 'change',
      };
    }
    case 'comment':
      return commentSentence(change.verb, `${change.commentId} for ${record}`);
    case 'pushed':
      return {
        action: `pushed_${kind}`,
        text: `User pushed ${record} to an external service with connector id: ${connectorOf(change.externalService)}`,
        type: 'change',
      };
    case 'statement':
      return {
        action: `create_${kind}_statement`,
        text: `User stated ${change.statement} in ${record}`,
        type: 'creation',
      };
  }
}

function itemsText(change: Extract<Change, { type: 'items' }>, record: string): string {
  const added = change.verb === 'added';
  if (change.field === 'assignees') {
    const uids = change.items.map(uidOf).join(',');
    return added
      ? `User assigned uids: [${uids}] to ${record}`
      : `User unassigned uids: [${uids}] from ${record}`;
  }
  return added ? `User added ${change.field} to ${record}` : `User deleted ${change.field} in ${record}`;
}

function commentSentence(verb: 'created' | 'updated' | 'deleted', object: string): Sentence {
  const text = `User ${verb} comment id: ${object}`;
  switch (verb) {
    case 'created':
      return { action: 'create_comment', text, type: 'creation' };
    case 'updated':
      return { action: 'update_comment', text, type: 'change' };
    case 'deleted':
      return { action: 'delete_comment', text, type: 'deletion' };
  }
}

function uidOf(item: Json): string {
  const uid = isJsonObject(item) ? item['uid'] : item;
  return typeof uid === 'string' ? uid : JSON.stringify(uid ?? null);
}

function connectorOf(externalService: Json): string {
  const id = isJsonObject(externalService) ? externalService['connector_id'] : undefined;
  return typeof id === 'string' ? id : 'none';
}

function savedObjectOf(kind: string): string {
  return `${kind}s`;
}
