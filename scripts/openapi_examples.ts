import { readFileSync } from 'node:fs';
import type { OpenApiDocument, OpenApiOperation } from '../server/http/openapi/openapi_document.js';

/** Requests and answers by operation, as `test/http/kibana_examples.test.ts` has seen them. */
const FILE = new URL('../docs/kibana-examples.json', import.meta.url);

interface Example {
  readonly request?: unknown;
  readonly response?: unknown;
}

type Content = Readonly<Record<string, object>>;

/** The document with the examples there are. */
export function withExamples(document: OpenApiDocument): OpenApiDocument {
  const examples = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, Example>>;
  const paths = Object.entries(document.paths).map(([path, item]) => [
    path,
    Object.fromEntries(Object.entries(item).map(([key, part]) => [key, exemplified(part, examples)])),
  ]);
  return { ...document, paths: Object.fromEntries(paths) as OpenApiDocument['paths'] };
}

function exemplified(part: unknown, examples: Readonly<Record<string, Example>>): unknown {
  const { operationId, requestBody, responses } = part as Partial<OpenApiOperation>;
  const example = operationId === undefined ? undefined : examples[operationId];
  if (example === undefined) return part;
  return {
    ...(part as object),
    ...(requestBody !== undefined && { requestBody: shown(requestBody, example.request) }),
    responses: { ...responses, 200: shown(responses?.[200] ?? {}, example.response) },
  };
}

/** A body with an example of it. */
function shown(body: { readonly content?: Content }, example: unknown): object {
  const content = Object.entries(body.content ?? {});
  return { ...body, content: Object.fromEntries(content.map(([type, of]) => [type, { ...of, example }])) };
}
