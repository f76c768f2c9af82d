import type { Titled } from './test_titles.js';

/** The sections of the contract of the Kibana dialect that say how it behaves; P: of what clients ask for beside cases. */
export const KIBANA_SECTIONS: Readonly<Record<string, string>> = {
  K1: 'Routes',
  'K2.1': 'Requests',
  'K2.2': 'Order of the checks that all routes have',
  'K2.3': 'Errors',
  'K2.4': 'What is malformed',
  'K2.5': 'Deprecation',
  'K3.1': 'Envelopes of activities',
  'K3.2': 'Who did it',
  'K3.3': 'Order and identity of activities',
  K4: 'Payloads by type',
  K5: 'Sub-types of comments',
  K6: 'Changes and the activity that they leave',
  'K6.1': 'What a PATCH changes, step by step',
  K7: 'The legacy list',
  K8: 'Pages of activity',
  K9: 'Counts',
  K10: 'People of a case',
  K11: 'Connectors of a case',
  K12: 'Metrics of a case',
  'K13.1': 'Spaces',
  'K13.2': 'Owners and features',
  'K13.3': 'Roles and rights',
  'K13.4': 'How access is decided',
  'K13.5': 'Who gets what',
  K14: 'Limits',
  'K15.1': 'Cases',
  'K15.2': 'Creating a case',
  'K15.3': 'Changing cases',
  'K15.4': 'Deleting cases',
  'K15.5': 'Reading and finding cases',
  K16: 'Comments and attachments',
  'K17.1': 'Configurations',
  'K17.2': 'Definitions and values of custom fields',
  'K17.3': 'Checks of custom fields',
  'K17.4': 'Changing one custom field',
  K18: 'Connectors',
  K19: 'Alerts',
  K20: 'Audit log',
  K21: 'The published example',
  P1: 'Spaces that were created',
  P3: 'Status of the server',
};

/** The sections that a test names, or one of the suites that it stands in. */
export function sectionsIn({ suites, title }: Titled): ReadonlySet<string> {
  return new Set([...suites, title].flatMap((text) => text.match(/\b[KP]\d+(\.\d+)?\b/g) ?? []));
}
