const API = /\/api\/activity\/v1\/?$/;

/** Where the plugin stands, from the base of its API; a base that does not end as every API's does is that itself. */
export function hostOf(src: string): string {
  return src.replace(API, '').replace(/\/+$/, '');
}

/** The base of the API, of a space when there is one. */
export function apiRoot(src: string, space: string | undefined): string {
  const ofSpace = space === undefined ? '' : `/s/${encodeURIComponent(space)}`;
  return `${hostOf(src)}${ofSpace}/api/activity/v1`;
}
