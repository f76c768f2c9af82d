import { ActivityError } from '../../domain/errors.js';
import { refuseRepeatedKeys } from '../repeated_keys.js';
import { versionToken } from '../cases/case_version.js';
import type { Configuration, ConfigurationAttributes } from './configuration.js';

/** @throws INVALID_REQUEST when two custom fields, or two templates, have the same key (K17.1) */
export function refuseDuplicates({
  customFields = [],
  templates = [],
}: Partial<ConfigurationAttributes>): void {
  refuseRepeatedKeys('customFields', customFields);
  refuseRepeatedKeys('templates', templates);
}

/** @throws INVALID_REQUEST naming, as the request does, the custom fields that would get another type (K17.1) */
export function refuseOtherTypes(
  { customFields: stored }: Configuration,
  { customFields: sent = [] }: Partial<ConfigurationAttributes>,
): void {
  const types = new Map(stored.map(({ key, type }) => [key, type]));
  const others = sent.filter(({ key, type }) => (types.get(key) ?? type) !== type);
  if (others.length === 0) return;
  const labels = others.map(({ label }) => `"${label}"`).join(', ');
  throw new ActivityError(
    'INVALID_REQUEST',
    `Invalid custom field types in request for the following labels: ${labels}`,
  );
}

/** @throws VERSION_CONFLICT when the configuration is not at the version sent (K17.1) */
export function refuseOldConfiguration({ revision }: Configuration, version: string): void {
  if (version === versionToken(revision)) return;
  throw new ActivityError(
    'VERSION_CONFLICT',
    'This configuration has been updated. Please refresh before saving additional updates.',
  );
}

/** What is answered of a configuration that is not there (K2.3). */
export function missingConfiguration(id: string): ActivityError {
  return new ActivityError('RECORD_NOT_FOUND', `Saved object [cases-configure/${id}] not found`);
}
