/** Stands for all of the others (C11.3). */
export const EVERY_SCOPE = 'admin:*';

/** By what an API key or token can be narrowed (C11.3). */
export const SCOPES = [
  'alerts:read',
  'alerts:write',
  'observables:read',
  'observables:write',
  'cases:read',
  'cases:write',
  'users:read',
  'activity:read',
  'activity:write',
  'activity:admin',
  EVERY_SCOPE,
] as const;

/** One of them: a route that names another does not compile. */
export type Scope = (typeof SCOPES)[number];
