import type { Response } from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from './host.js';
import { KibanaClient } from './kibana.js';
import { aField, aText, configured } from './kibana_configurations.js';
import { owner, startGranted } from './kibana_grants.js';

/** A required text, one that may be left out, a toggle with a default, and a number. */
export const FIELDS = [
  aField('must', { required: true }),
  aField('free'),
  aField('flag', { type: 'toggle', required: true, defaultValue: true }),
  aField('count', { type: 'number' }),
];

/** A host whose grants are about cases with these fields. */
export async function startWithFields(): Promise<TestHost> {
  const host = await startGranted();
  const root = new KibanaClient(host, { username: 'root', space: 'team-a' });
  await configured(root, { owner, customFields: FIELDS });
  return host;
}

/** A new case that has both texts. */
export function aFilledCase(root: KibanaClient): Promise<KibanaCase> {
  return root.create({ owner, customFields: [aText('must', 'm'), aText('free', 'f')] });
}

/** Where a field of a case is put. */
export const fieldPath = (id: string, key: string): string => `/internal/cases/${id}/custom_fields/${key}`;

/** Puts a field of a case at the version in which the case is known. */
export function putField(by: KibanaClient, of: KibanaCase, key: string, value: unknown): Promise<Response> {
  return by.send('put', fieldPath(of.id, key), { value, caseVersion: of.version });
}
