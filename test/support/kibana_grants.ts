import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import type { TestHost } from './host.js';
import { SILENT, startHost } from './host.js';
import { aUser } from './kibana.js';
import { keyHash } from './passwords.js';

type Grant = Readonly<Record<string, readonly string[]>>;

/** What each user of the table may do, by feature and in which spaces. */
export const GRANTS: Readonly<Record<string, readonly [spaces: readonly string[], feature: Grant]>> = {
  all_a: [['team-a'], { observabilityCasesV3: ['all'] }],
  all_star: [['*'], { observabilityCases: ['all'] }],
  read_a: [['team-a'], { observabilityCasesV2: ['read'] }],
  read_star: [['*'], { observabilityCasesV3: ['minimal_read'] }],
  other_owner: [['team-a', 'team-b'], { securitySolutionCases: ['all'] }],
  delete_only: [['team-a'], { observabilityCasesV3: ['cases_delete'] }],
  comment_only: [['team-a'], { observabilityCasesV3: ['create_comment'] }],
  reopen_only: [['team-a'], { observabilityCasesV3: ['case_reopen'] }],
  assign_only: [['team-a'], { observabilityCasesV3: ['cases_assign'] }],
  settings_only: [['team-a'], { observabilityCasesV3: ['cases_settings'] }],
  minimal: [['team-a'], { observabilityCasesV3: ['minimal_all'] }],
  minimal_v1: [['team-a'], { observabilityCases: ['minimal_all'] }],
  minimal_v2: [['team-a'], { observabilityCasesV2: ['minimal_all', 'create_comment'] }],
  two_owners: [['team-a'], { observabilityCasesV3: ['read'], generalCasesV3: ['all'] }],
  dashboards: [['team-a', 'team-b'], { dashboard: ['read'] }],
  elsewhere: [['team-b'], { observabilityCasesV3: ['all'] }],
};

/** The owner of the records that they are about. */
export const owner = 'observability';

/**
 * A host with a user for each grant, one who may do everything, and two keys with scopes.
 * @param audited gets events @param kibana what its dialect has of its own
 */
export function startGranted(audited?: AuditEvent[], kibana: object = {}): Promise<TestHost> {
  const info = (details: object): void => {
    if ('event' in details) audited?.push(details as AuditEvent);
  };
  return startHost({
    logger: { ...SILENT, info },
    config: {
      kibana,
      audit: { enabled: audited !== undefined },
      spaces: [
        { id: 'team-a', name: 'A' },
        { id: 'team-b', name: 'B' },
        { id: 'dark', name: 'Dark', disabledFeatures: ['observabilityCases'] },
      ],
      security: {
        roles: Object.entries(GRANTS).map(([name, [spaces, feature]]) => ({
          name,
          kibana: [{ spaces, base: [], feature }],
        })),
        users: [aUser('root', 'superuser'), ...Object.keys(GRANTS).map((name) => aUser(name, name))],
        apiKeys: [
          { id: 'k', name: 'k', keyHash: keyHash('read'), roles: ['superuser'], scopes: ['cases:read'] },
          { id: 'n', name: 'n', keyHash: keyHash('none'), roles: ['superuser'], scopes: [] },
        ],
      },
    },
  });
}
