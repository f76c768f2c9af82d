import type { Change } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import type { Language } from './language.js';
import { isMessageKey } from './messages/catalogues.js';
import { itemsText, valueText } from './value_text.js';

/**
 * What happened, as a whole sentence in the viewer's language; of a comment its own text (C4, C5). With a kind the
 * sentence names it where it has words for it, such as "Alert created" for `alert`; without one: "Created" (N2).
 */
export function sentenceOf(change: Change, language: Language, kind?: string): string {
  const say: Say = (key, values) => {
    const naming = `${key}:${kind ?? ''}`;
    return language.say(isMessageKey(naming) ? naming : key, values);
  };
  switch (change.type) {
    case 'created':
    case 'deleted':
      return say(change.type);
    case 'field':
      return fieldSentence(change, say);
    case 'items':
      return itemsSentence(change, say);
    case 'comment':
      return change.verb === 'deleted' ? say('comment.deleted') : commentText(change.comment);
    case 'pushed':
      return say('pushed', { new: systemName(change.externalService) });
    case 'statement': {
      const own = `statement.${change.statement}`;
      return isMessageKey(own) ? say(own) : say('statement', { new: change.statement });
    }
  }
}

/** The field of a change as clients see it; one custom field is `custom_fields.<key>` (C4). */
export function fieldNameOf(change: Change): string | null {
  if (change.type === 'field') {
    return change.key === undefined ? change.field : `${change.field}.${change.key}`;
  }
  return change.type === 'items' ? change.field : null;
}

type Say = Language['say'];

function fieldSentence(change: Extract<Change, { type: 'field' }>, say: Say): string {
  const { field, key, before, after } = change;
  const values = { old: valueText(field, before), new: valueText(field, after) };
  // A description is too long to be shown, whatever happened to it.
  if (field === 'description') return say('description.changed');
  const transition = before === null ? 'set' : after === null ? 'cleared' : 'changed';
  const own = `${field}.${transition}`;
  // A host's field may be called `field`: the sentences of that name are not about it.
  if (key === undefined && field !== 'field' && isMessageKey(own)) return say(own, values);
  const name = field === 'custom_fields' && key !== undefined ? key : (fieldNameOf(change) ?? field);
  return say(`field.${transition}`, { ...values, field: name });
}

function itemsSentence(change: Extract<Change, { type: 'items' }>, say: Say): string {
  const { field, verb, items } = change;
  const values = itemsText(field, items);
  return field === 'tags' || field === 'observables'
    ? say(`${field}.${verb}`, { values, count: items.length })
    : say(`items.${verb}`, { values, field });
}

function commentText(comment: JsonObject): string {
  const { comment: text, type } = comment;
  if (typeof text === 'string') return text;
  return typeof type === 'string' ? type : '';
}

function systemName(service: JsonObject): string {
  const name = ['connector_name', 'name', 'id'].map((key) => service[key]).find((v) => typeof v === 'string');
  return valueText('external_service', name ?? service);
}
