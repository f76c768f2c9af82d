import { readFileSync, writeFileSync } from 'node:fs';
import joiToJson from 'joi-to-json';
import type { Schema } from 'joi';
import { format } from 'prettier';
import { casebenderRoutes } from '../server/http/casebender/routes.js';
import { kibanaRoutes } from '../server/http/kibana/routes.js';
import type { DocumentedRouter } from '../server/http/openapi.js';
import { openApiDocument } from '../server/http/openapi.js';
import { operationsRoutes } from '../server/http/operations/routes.js';
import { checkManifest, readManifestFile } from '../server/manifest.js';

// Its types describe an ES module; what Node imports is the CommonJS function itself.
const toJsonSchema = joiToJson as unknown as (schema: Schema, mode: 'open-api-3.1') => object;

const FILE = 'docs/openapi.json';

// Only the data of the tables is read; no handler is called, so none needs what it works with.
const nothing = new Proxy({}, {}) as never;
const tables: Record<string, Omit<DocumentedRouter, 'id' | 'path'>> = {
  kibana: { routes: kibanaRoutes(nothing), guarded: true },
  casebender: { routes: casebenderRoutes(nothing), guarded: true },
  operations: { routes: operationsRoutes(nothing), guarded: false },
};

const manifest = checkManifest(readManifestFile(), { routers: Object.keys(tables), plugins: [] });
const document = openApiDocument(
  {
    title: 'case-activity',
    version: manifest.version,
    description: 'The activity history of cases and alerts, in the dialects of Kibana and of CaseBender.',
  },
  manifest.routers.flatMap(({ id, path }) => {
    const table = tables[id];
    return table === undefined ? [] : [{ id, path, ...table }];
  }),
  (schema) => toJsonSchema(schema, 'open-api-3.1'),
);
const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 110 });

if (process.argv.includes('--check')) {
  const stale = readFileSync(FILE, 'utf8') !== text;
  if (stale) console.error(`${FILE} is stale: run npm run docs`);
  process.exitCode = stale ? 1 : 0;
} else {
  writeFileSync(FILE, text);
}
