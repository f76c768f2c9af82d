import type {
  KibanaAssignee,
  KibanaConnector,
  KibanaCustomField,
  KibanaSettings,
  KibanaSeverity,
  KibanaStatus,
} from '../../../../common/kibana.js';
import { SEVERITIES } from '../../../../common/constants.js';
import type { Json } from '../../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../../domain/json.js';
import { caseStatusOf } from '../../../services/cases/case_status.js';

/** The connector of a case that has none (K18). */
export const NO_CONNECTOR: KibanaConnector = { name: 'none', type: '.none', fields: null, id: 'none' };

/** A string; `undefined` for anything else. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A string or null; `undefined` for anything else. */
export function textOrNullOf(value: Json | undefined): string | null | undefined {
  return value === null ? null : textOf(value);
}

/** The status that the word means, such as `In progress` or an alert's `in_progress`; `undefined` if it means none. */
export function statusOf(value: Json | undefined): KibanaStatus | undefined {
  const word = textOf(value);
  return word === undefined ? undefined : caseStatusOf(word);
}

/** The severity that the word means; `undefined` if it means none. */
export function severityOf(value: Json | undefined): KibanaSeverity | undefined {
  const word = textOf(value)?.toLowerCase();
  return SEVERITIES.find((severity) => severity === word);
}

/** Settings of a case; `undefined` for anything else. */
export function settingsOf(value: Json | undefined): KibanaSettings | undefined {
  const syncAlerts = isJsonObject(value) ? value['syncAlerts'] : undefined;
  return typeof syncAlerts === 'boolean' ? { syncAlerts } : undefined;
}

/** A connector, keys in the order of the published example; `undefined` for anything else. */
export function connectorOf(value: Json | undefined): KibanaConnector | undefined {
  if (!isJsonObject(value)) return undefined;
  const [name, type, id] = [textOf(value['name']), textOf(value['type']), textOf(value['id'])];
  if (name === undefined || type === undefined || id === undefined) return undefined;
  return { name, type, fields: isJsonObject(value['fields']) ? value['fields'] : null, id };
}

/** Texts; members that are no strings as JSON. `undefined` for anything but an array. */
export function textsOf(value: Json | undefined): readonly string[] | undefined {
  return isJsonArray(value) ? value.map(asText) : undefined;
}

/** Assignees; a bare name counts as a `uid`. `undefined` for anything but an array. */
export function assigneesOf(value: Json | undefined): readonly KibanaAssignee[] | undefined {
  if (!isJsonArray(value)) return undefined;
  return value.map((item) => ({
    uid: (isJsonObject(item) ? textOf(item['uid']) : undefined) ?? asText(item),
  }));
}

/** Values of custom fields; `undefined` unless every member is one. */
export function customFieldsOf(value: Json | undefined): readonly KibanaCustomField[] | undefined {
  if (!isJsonArray(value)) return undefined;
  const fields = value.flatMap((item) => customFieldOf(item) ?? []);
  return fields.length === value.length ? fields : undefined;
}

/** The value of a custom field as Kibana writes it; `undefined` for anything else. */
export function customFieldOf(value: Json | undefined): KibanaCustomField | undefined {
  if (!isJsonObject(value)) return undefined;
  const [key, type, held] = [textOf(value['key']), value['type'], value['value']];
  if (key === undefined || (type !== 'text' && type !== 'toggle' && type !== 'number')) return undefined;
  return held === undefined || typeof held === 'object'
    ? { key, type, value: null }
    : { key, type, value: held };
}

/** A field that Kibana does not know, told as a custom field; what is no text, switch or integer becomes text. */
export function foreignField(key: string, value: Json): KibanaCustomField {
  switch (typeof value) {
    case 'boolean':
      return { key, type: 'toggle', value };
    case 'number':
      return Number.isSafeInteger(value)
        ? { key, type: 'number', value }
        : { key, type: 'text', value: String(value) };
    default:
      return { key, type: 'text', value: value === null ? null : asText(value) };
  }
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
