import fc from 'fast-check';
import type { Principal } from '../../server/access/principal.js';
import type { TestHost } from './host.js';
import { recordChange } from './native.js';

/** The owners, each with the feature that a role names it by. */
const FEATURES = {
  securitySolution: 'securitySolutionCases',
  observability: 'observabilityCases',
  cases: 'generalCases',
} as const;

type OwnerId = keyof typeof FEATURES;
const OWNERS = Object.keys(FEATURES) as OwnerId[];
const SPACES = ['default', 'second'] as const;

/** A record, and what of it decides who sees it. */
export interface HiddenRecord {
  readonly space: (typeof SPACES)[number];
  readonly kind: string;
  readonly id: string;
  readonly owner: OwnerId;
  readonly tlp: number;
  readonly pap: number;
}

/** Two of each owner in each space, of two kinds and of all levels. */
export const HIDDEN_RECORDS: readonly HiddenRecord[] = SPACES.flatMap((space, s) =>
  OWNERS.flatMap((owner, o) =>
    Array.from({ length: 5 }, (_, i) => ({
      ...{ space, owner, kind: i % 2 === 0 ? 'alert' : 'incident', id: `r${String(i)}-${String(o)}` },
      ...{ tlp: (i + s) % 5, pap: (i * 2 + o) % 5 },
    })),
  ),
);

/** A role that reads one owner's records in one space. */
export const READING_ROLES = SPACES.flatMap((space) =>
  OWNERS.map((owner) => ({
    name: `${space}-${owner}`,
    kibana: [{ spaces: [space], base: [], feature: { [FEATURES[owner]]: ['read'] } }],
  })),
);

/** What only the record itself says. */
export function secretOf({ space, kind, id }: HiddenRecord): string {
  return `secret of ${space} ${kind} ${id}.`;
}

/** Records all of them, each with two entries. */
export async function recordHidden(host: TestHost): Promise<void> {
  for (const record of HIDDEN_RECORDS) {
    const { space, kind, id, owner, tlp, pap } = record;
    const over = { subject: { space, kind, id }, owner };
    const state = { title: secretOf(record), tlp, pap };
    await recordChange(host, undefined, state, over);
    await recordChange(host, state, { ...state, status: secretOf(record) }, over);
  }
}

/** Somebody with any of the roles and any clearance. */
export const anyPrincipal: fc.Arbitrary<Principal> = fc.record({
  username: fc.constantFrom('ana', 'bob'),
  roles: fc.subarray(READING_ROLES.map(({ name }) => name)),
  tlpClearance: fc.nat(4),
  papClearance: fc.nat(4),
});

/** Whether they see it, said once more: the right on its owner in its space, and both clearances (N1.2, C11.4). */
export function sees(
  { roles, tlpClearance = 2, papClearance = 2 }: Principal,
  record: HiddenRecord,
): boolean {
  const { space, owner, tlp, pap } = record;
  return roles.includes(`${space}-${owner}`) && tlp <= tlpClearance && pap <= papClearance;
}

/** Whether they may enter the space of the record. */
export function enters({ roles }: Principal, space: string): boolean {
  return roles.some((role) => role.startsWith(`${space}-`));
}
