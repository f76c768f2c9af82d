import { readFile } from 'node:fs/promises';
import type { OpenApiDocument, OpenApiPath } from '../openapi/openapi_document.js';
import { serversBelow, templateOf } from '../openapi/openapi.js';

/** The generated document stands at the same distance in the sources and in the built package. */
const OPENAPI_URL = new URL('../../../docs/openapi.json', import.meta.url);

/** Where the operations routes stand below the plugin's path, and the paths of those that there are. */
export interface Placed {
  readonly path: string;
  readonly routes: readonly string[];
}

/** The document's text, as it is where it is served. */
export async function openApiText(placed: Placed): Promise<string> {
  return JSON.stringify(
    placedDocument(JSON.parse(await readFile(OPENAPI_URL, 'utf8')) as OpenApiDocument, placed),
  );
}

/** The document of the root with the operations routes where they stand, and every address relative to its own. */
function placedDocument(document: OpenApiDocument, { path, routes }: Placed): OpenApiDocument {
  const depth = path.split('/').filter((segment) => segment !== '').length;
  const servers = serversBelow(depth === 0 ? '.' : Array<string>(depth).fill('..').join('/'));
  const there = new Set(routes.map(templateOf));
  const paths = Object.entries(document.paths).flatMap(([template, item]): [string, OpenApiPath][] => {
    if (item.servers === undefined) return [[template, item]];
    const full = path === '/' ? template : path + template;
    return there.has(template) ? [[full, { ...item, servers: servers.slice(0, 1) }]] : [];
  });
  return { ...document, servers, paths: Object.fromEntries(paths) };
}
