import type { KibanaClient } from './kibana.js';
import { accepted } from './kibana.js';

/** Where the tags of cases are served. */
export const TAGS = '/api/cases/tags';

/** Where the reporters of cases are served. */
export const REPORTERS = '/api/cases/reporters';

/** What somebody is answered there. */
export async function got(client: KibanaClient, path: string): Promise<unknown> {
  return accepted(await client.send('get', path));
}

/** Which of their names they have. */
export async function namesOf(client: KibanaClient, query = ''): Promise<readonly (string | null)[]> {
  const reporters = (await got(client, REPORTERS + query)) as { readonly username: string | null }[];
  return reporters.map(({ username }) => username);
}
