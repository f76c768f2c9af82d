import type { Response } from 'supertest';
import type { KibanaConfiguration, KibanaCustomFieldDefinition } from '../../common/kibana_configuration.js';
import type { KibanaClient } from './kibana.js';
import { accepted, NO_CONNECTOR } from './kibana.js';

/** Where configurations are served. */
export const CONFIGURE = '/api/cases/configure';

/** The body of a request that makes a configuration. */
export function aConfiguration(over: object = {}): Record<string, unknown> {
  return { owner: 'cases', connector: NO_CONNECTOR, closure_type: 'close-by-user', ...over };
}

/** A custom field that cases can have: an optional text. */
export function aField(
  key: string,
  over: Partial<KibanaCustomFieldDefinition> = {},
): KibanaCustomFieldDefinition {
  return { key, label: `Field ${key}`, type: 'text', required: false, ...over };
}

/** The value of a text field of a case. */
export function aText(key: string, value: string | null): object {
  return { key, type: 'text', value };
}

/** Makes a configuration that must be accepted. */
export async function configured(kibana: KibanaClient, over: object = {}): Promise<KibanaConfiguration> {
  return accepted(await kibana.send('post', CONFIGURE, aConfiguration(over))) as KibanaConfiguration;
}

/** The configurations that somebody may see. */
export async function configurationsOf(kibana: KibanaClient, query = ''): Promise<KibanaConfiguration[]> {
  return accepted(await kibana.send('get', `${CONFIGURE}${query}`)) as KibanaConfiguration[];
}

/** Asks for a change of a configuration at the version in which it is known. */
export function changeOf(
  kibana: KibanaClient,
  of: Pick<KibanaConfiguration, 'id' | 'version'>,
  change: object = {},
): Promise<Response> {
  return kibana.send('patch', `${CONFIGURE}/${of.id}`, { version: of.version, ...change });
}
