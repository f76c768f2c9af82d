import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { TestHost } from './host.js';
import { SILENT, startHost } from './host.js';
import { aUser } from './kibana.js';
import { keyHash } from './passwords.js';

const READ = { generalCasesV3: ['read'] };

/** Who may do what with spaces: `root` and `chief` everything, the others by their names. */
export const SPACE_SECURITY = {
  roles: [
    { name: 'chief', kibana: [{ spaces: ['*'], base: ['all'], feature: {} }] },
    { name: 'everywhere', kibana: [{ spaces: [], base: ['read'], feature: {} }] },
    { name: 'all_of_kept', kibana: [{ spaces: ['kept'], base: ['all'], feature: {} }] },
    { name: 'reads_made', kibana: [{ spaces: ['made'], base: [], feature: READ }] },
  ],
  users: [
    aUser('root', 'superuser'),
    ...['chief', 'everywhere', 'all_of_kept', 'reads_made', 'nobody'].map((name) => aUser(name, name)),
  ],
  apiKeys: [
    { id: 'r', name: 'r', keyHash: keyHash('read'), roles: ['superuser'], scopes: ['cases:read'] },
    { id: 'n', name: 'n', keyHash: keyHash('none'), roles: ['superuser'], scopes: [] },
  ],
};

/** A host with those users and the spaces `default` and `kept` in its configuration. @param audited gets events */
export function startSpaceHost(audited?: AuditEvent[]): Promise<TestHost> {
  const info = (details: object): void => {
    if ('event' in details) audited?.push(details as AuditEvent);
  };
  return startHost({
    logger: { ...SILENT, info },
    config: {
      audit: { enabled: audited !== undefined },
      spaces: [{ id: 'kept', name: 'Kept', disabledFeatures: ['observabilityCases'] }],
      security: SPACE_SECURITY,
    },
  });
}

/** The body of a request that creates a space. */
export function aNewSpace(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { id: 'made', name: 'Made', ...over };
}
