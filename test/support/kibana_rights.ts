import { GRANTS } from './kibana_grants.js';

/** The rights of K13.3. */
export type Right = (typeof RIGHTS)[number];

export const RIGHTS = [
  ...(['read', 'create', 'update', 'push', 'delete', 'settings'] as const),
  ...(['createComment', 'reopen', 'assign'] as const),
] as const;

/** The owners that are built in, by the family of their feature. */
const FAMILIES: Readonly<Record<string, string>> = {
  generalCases: 'cases',
  observabilityCases: 'observability',
  securitySolutionCases: 'securitySolution',
};

/** What a privilege grants, by the version of the feature: V1, V2, V3 (K13.3). */
const PRIVILEGES: Readonly<
  Record<string, readonly [v1: readonly Right[], v2: readonly Right[], v3: readonly Right[]]>
> = {
  all: [RIGHTS, RIGHTS, RIGHTS],
  minimal_all: [
    ['read', 'create', 'update', 'push', 'assign', 'createComment', 'reopen'],
    ['read', 'create', 'update', 'push', 'assign'],
    ['read', 'create', 'update', 'push'],
  ],
  read: [['read'], ['read'], ['read']],
  minimal_read: [['read'], ['read'], ['read']],
  cases_delete: [['delete'], ['delete'], ['delete']],
  cases_settings: [['settings'], ['settings'], ['settings']],
  create_comment: [[], ['createComment'], ['createComment']],
  case_reopen: [[], ['reopen'], ['reopen']],
  cases_assign: [[], [], ['assign']],
};

/** Who asks: a user of `startGranted` in one of its spaces. */
export interface Asking {
  readonly user: string;
  readonly space: string;
}

/** Whether they have a login in the space (K13.3). */
export function hasLogin({ user, space }: Asking): boolean {
  return user === 'root' || appliesIn(user, space);
}

/** What they may do with the cases of an owner in the space, as K13.3 has it. */
export function rightsOf({ user, space }: Asking, owner: string): ReadonlySet<Right> {
  if (user === 'root') return new Set(RIGHTS);
  if (!appliesIn(user, space)) return new Set();
  const features = Object.entries(GRANTS[user]?.[1] ?? {});
  return new Set(
    features.flatMap(([feature, privileges]) => {
      const [, family = '', version = '1'] = /^(.*?)(?:V(\d))?$/.exec(feature) ?? [];
      if (FAMILIES[family] !== owner) return [];
      return privileges.flatMap((privilege) => PRIVILEGES[privilege]?.[Number(version) - 1] ?? []);
    }),
  );
}

function appliesIn(user: string, space: string): boolean {
  const spaces = GRANTS[user]?.[0] ?? [];
  return spaces.includes(space) || spaces.includes('*');
}
