/** Licences of Kibana, and whether one allows to assign cases and to filter by assignee (K15.2). */
const MAY_ASSIGN = {
  basic: false,
  standard: false,
  gold: false,
  platinum: true,
  enterprise: true,
  trial: true,
} as const;

/** One of them. */
export type License = keyof typeof MAY_ASSIGN;

/** All of them. */
export const LICENSES = Object.keys(MAY_ASSIGN) as readonly License[];

/** Whether cases may be assigned under the licence. */
export function mayAssign(license: License): boolean {
  return MAY_ASSIGN[license];
}
