import type { CasebenderLocale } from '../../../common/casebender.js';
import type { Change } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import { formatMessage, isMessageKey } from './format_message.js';
import { itemsText, valueText } from './value_text.js';

/** What happened, as a whole sentence in the viewer's language; of a comment its own text (C4, C5). */
export function sentenceOf(change: Change, locale: CasebenderLocale): string {
  switch (change.type) {
    case 'created':
      return formatMessage(locale, 'alert.created');
    case 'deleted':
      return formatMessage(locale, 'alert.deleted');
    case 'field':
      return fieldSentence(change, locale);
    case 'items':
      return itemsSentence(change, locale);
    case 'comment':
      return change.verb === 'deleted'
        ? formatMessage(locale, 'comment.deleted')
        : commentText(change.comment);
    case 'pushed':
      return formatMessage(locale, 'pushed', { new: systemName(change.externalService) });
  }
}

/** The field of a change as clients see it; one custom field is `custom_fields.<key>` (C4). */
export function fieldNameOf(change: Change): string | null {
  if (change.type === 'field') {
    return change.key === undefined ? change.field : `${change.field}.${change.key}`;
  }
  return change.type === 'items' ? change.field : null;
}

function fieldSentence(change: Extract<Change, { type: 'field' }>, locale: CasebenderLocale): string {
  const { field, key, before, after } = change;
  const values = { old: valueText(field, before), new: valueText(field, after) };
  // A description is too long to be shown, whatever happened to it.
  if (field === 'description') return formatMessage(locale, 'description.changed');
  const transition = before === null ? 'set' : after === null ? 'cleared' : 'changed';
  const own = `${field}.${transition}`;
  // A host's field may be called `field`: the sentences of that name are not about it.
  if (key === undefined && field !== 'field' && isMessageKey(own)) return formatMessage(locale, own, values);
  const name = field === 'custom_fields' && key !== undefined ? key : (fieldNameOf(change) ?? field);
  return formatMessage(locale, `field.${transition}`, { ...values, field: name });
}

function itemsSentence(change: Extract<Change, { type: 'items' }>, locale: CasebenderLocale): string {
  const { field, verb, items } = change;
  const values = itemsText(field, items);
  return field === 'tags' || field === 'observables'
    ? formatMessage(locale, `${field}.${verb}`, { values, count: items.length })
    : formatMessage(locale, `items.${verb}`, { values, field });
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
