import type { Right } from './access.js';
import { RIGHTS } from './access.js';

/** A generation of feature privileges: a column of the table in K13.3. */
export type Column = 'V1' | 'V2' | 'V3';

const WRITE: readonly Right[] = ['read', 'create', 'update', 'push'];
const READ: readonly Right[] = ['read'];

const TABLE: ReadonlyMap<string, Readonly<Record<Column, readonly Right[]>>> = new Map([
  ['all', { V3: RIGHTS, V2: RIGHTS, V1: RIGHTS }],
  [
    'minimal_all',
    { V3: WRITE, V2: [...WRITE, 'assign'], V1: [...WRITE, 'assign', 'createComment', 'reopen'] },
  ],
  ['read', { V3: READ, V2: READ, V1: READ }],
  ['minimal_read', { V3: READ, V2: READ, V1: READ }],
  ['cases_delete', { V3: ['delete'], V2: ['delete'], V1: ['delete'] }],
  ['cases_settings', { V3: ['settings'], V2: ['settings'], V1: ['settings'] }],
  ['create_comment', { V3: ['createComment'], V2: ['createComment'], V1: [] }],
  ['case_reopen', { V3: ['reopen'], V2: ['reopen'], V1: [] }],
  ['cases_assign', { V3: ['assign'], V2: [], V1: [] }],
]);

/** The features of Kibana's own three applications. */
const KIBANA_FEATURES = ['generalCases', 'observabilityCases', 'securitySolutionCases'] as const;

/** One of them. */
export type KibanaFeature = (typeof KIBANA_FEATURES)[number];

/** The privileges that a role can have on every feature at once (K13.3). */
export const BASE_PRIVILEGES = ['all', 'read'] as const;

/** Whether there is a privilege of that name (K13.3). */
export function isPrivilege(name: string): boolean {
  return TABLE.has(name);
}

/** The rights that a privilege grants; an unknown privilege grants none (K13.3). */
export function rightsOf(privilege: string, column: Column): readonly Right[] {
  return TABLE.get(privilege)?.[column] ?? [];
}

/**
 * The ids under which roles and spaces name a feature, each with its column. The bare id of a feature
 * of Kibana's is its first generation; that of a feature the host registers behaves like the third.
 */
export function columnsOf(feature: string): ReadonlyMap<string, Column> {
  const bare = KIBANA_FEATURES.find((id) => feature === id || feature === `${id}V2` || feature === `${id}V3`);
  const id = bare ?? feature;
  return new Map<string, Column>([
    [id, bare === undefined ? 'V3' : 'V1'],
    [`${id}V2`, 'V2'],
    [`${id}V3`, 'V3'],
  ]);
}
