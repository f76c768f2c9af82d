const API = /\/api\/activity\/v1\/?$/;

/** Where the plugin stands, from the base of its API; a base that does not end as every API's does is that itself. */
export function hostOf(src: string): string {
  return src.replace(API, '').replace(/\/+$/, '');
}

/**
 * How one verifies an export of a record oneself, in a shell (N10.4); VKEY stands for the key that one has pinned.
 * @param root base of the API
 */
export function verifyCommand(
  root: string,
  { kind, id }: { readonly kind: string; readonly id: string },
): string {
  const names = [kind, id].map((name) => encodeURIComponent(name).replaceAll("'", '%27'));
  const { href } = new URL(`${root}/records/${names.join('/')}/entries.ndjson?proofs=true`, location.href);
  return `curl -H 'Authorization: …' -o history.ndjson '${href}'
npx case-activity verify history.ndjson --key VKEY`;
}

/** The base of the API, of a space when there is one. */
export function apiRoot(src: string, space: string | undefined): string {
  const ofSpace = space === undefined ? '' : `/s/${encodeURIComponent(space)}`;
  return `${hostOf(src)}${ofSpace}/api/activity/v1`;
}
