import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { openApiDocument } from '../server/http/openapi/openapi.js';
import { jsonSchemaOf } from './joi_to_schema.js';
import { withExamples } from './openapi_examples.js';
import { packageManifest, routeTables } from './route_tables.js';

const FILE = 'docs/openapi.json';

const document = openApiDocument(
  {
    title: 'case-activity',
    version: packageManifest().version,
    description: 'The activity history of cases and alerts, in the dialects of Kibana and of CaseBender.',
  },
  routeTables(),
  jsonSchemaOf,
);
const text = await format(JSON.stringify(withExamples(document)), { parser: 'json', printWidth: 110 });

if (process.argv.includes('--check')) {
  const stale = readFileSync(FILE, 'utf8') !== text;
  if (stale) console.error(`${FILE} is stale: run npm run docs`);
  process.exitCode = stale ? 1 : 0;
} else {
  writeFileSync(FILE, text);
}
