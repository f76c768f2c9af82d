import { aField, aText } from './kibana_configurations.js';

/** The value of a toggle of a case. */
export function toggle(key: string, value: boolean | null): object {
  return { key, type: 'toggle', value };
}

/** The value of a number field of a case. */
export function number(key: string, value: number | null): object {
  return { key, type: 'number', value };
}

/** Two that have to be sent, one that has to be there, and three that may be left out. */
export const FIELDS = [
  aField('must', { label: 'Must', required: true }),
  aField('shall', { label: 'Shall "it"', required: true, defaultValue: null }),
  aField('given', { label: 'Given', required: true, type: 'toggle', defaultValue: true }),
  aField('free', { label: 'Free' }),
  aField('filled', { label: 'Filled', defaultValue: 'EU-00' }),
  aField('count', { label: 'Count', type: 'number' }),
];

/** What has to be sent of them. */
export const [MUST, SHALL] = [aText('must', 'm'), aText('shall', 's')];
