import { BASE_PRIVILEGES, columnsOf, isPrivilege } from '../access/feature_privileges.js';
import { SUPERUSER } from '../access/principal.js';
import type { RoleEntry } from '../access/privileges.js';
import type { ActivityConfig } from './case_activity.js';
import type { Fault } from './faults.js';

/**
 * What a configuration may say but nobody means: names of roles, spaces, features and privileges that do not exist.
 * They grant nothing (K13.3), so they are no faults; a host that has `spaces` of its own may have those named.
 */
export function configWarnings(config: ActivityConfig, hostSpaces: boolean): readonly Fault[] {
  const { roles, users, apiKeys, jwt } = config.security;
  const known = new Set([SUPERUSER, ...roles.map(({ name }) => name)]);
  const holders = { users, apiKeys, jwt };
  return [
    ...Object.entries(holders).flatMap(([list, some]) =>
      some.flatMap((holder, i) =>
        unknown(
          holder.roles ?? [],
          known,
          `security.${list}[${String(i)}].roles`,
          'is not a configured role',
        ),
      ),
    ),
    ...roles.flatMap((role, i) =>
      role.kibana.flatMap((entry, j) =>
        entryWarnings(entry, `security.roles[${String(i)}].kibana[${String(j)}]`, { config, hostSpaces }),
      ),
    ),
  ];
}

function entryWarnings(
  { spaces, base, feature }: RoleEntry,
  path: string,
  { config, hostSpaces }: { readonly config: ActivityConfig; readonly hostSpaces: boolean },
): readonly Fault[] {
  const places = new Set(['*', ...config.spaces.map(({ id }) => id)]);
  const features = new Set(config.owners.flatMap((owner) => [...columnsOf(owner.feature).keys()]));
  return [
    ...(hostSpaces ? [] : unknown(spaces, places, `${path}.spaces`, 'is not a configured space')),
    ...unknown(base, new Set<string>(BASE_PRIVILEGES), `${path}.base`, 'is no privilege: all and read are'),
    ...Object.entries(feature).flatMap(([id, privileges]) => {
      const place = `${path}.feature.${id}`;
      if (!features.has(id)) return [{ path: place, message: 'is not the feature of a configured owner' }];
      const wrong = privileges.filter((privilege) => !isPrivilege(privilege));
      return wrong.map((name) => ({
        path: place,
        message: `"${name}" is no privilege of a feature (K13.3)`,
      }));
    }),
  ];
}

function unknown(
  names: readonly string[],
  known: ReadonlySet<string>,
  path: string,
  message: string,
): readonly Fault[] {
  return names.flatMap((name, i) =>
    known.has(name) ? [] : [{ path: `${path}[${String(i)}]`, message: `"${name}" ${message}` }],
  );
}
