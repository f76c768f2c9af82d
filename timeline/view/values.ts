import type { Labels } from '../labels/labels.js';

/** Longer ones are looked at in the details. */
const SHORT = 48;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it stands in a line of its own. */
export function isShort(value: unknown): boolean {
  if (typeof value === 'string') return !isLong(value);
  return typeof value !== 'object' || value === null;
}

function isLong(text: string): boolean {
  return text.length > SHORT || text.includes('\n');
}

/** A value of a history as plain text. */
export function valueText(value: unknown, labels: Labels): string {
  if (value === null || value === undefined || value === '') return labels.nothing;
  if (typeof value === 'string') return value;
  if (isRecord(value) && value['erased'] === true && Object.keys(value).length === 1) return labels.erased;
  return typeof value === 'object' ? JSON.stringify(value, undefined, 2) : JSON.stringify(value);
}

/** What one of several items is called, such as a person of a list. */
export function itemText(item: unknown, labels: Labels): string {
  if (!isRecord(item)) return valueText(item, labels);
  const names = ['username', 'name', 'value', 'uid', 'id'].map((key) => item[key]);
  return names.find((name) => typeof name === 'string' && name !== '')?.toString() ?? valueText(item, labels);
}
