import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import type { KibanaClient } from './kibana.js';
import { aField, configured } from './kibana_configurations.js';

/** A text of some length. */
export const long = (length: number): string => 'x'.repeat(length);

/** A template of a configuration. */
export const aTemplate = (over: object = {}): object => ({ key: 't', name: 'T', caseFields: null, ...over });

/** Makes the configuration that nothing refused may change: a field of each type. */
export function typedConfiguration(kibana: KibanaClient): Promise<KibanaConfiguration> {
  const typed = [aField('a'), aField('b', { type: 'toggle' }), aField('c', { type: 'number' })];
  return configured(kibana, { customFields: typed });
}
