import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { RequestHandler, Response } from 'express';
import type { OpenApiDocument, OpenApiResponse } from '../../server/http/openapi/openapi_document.js';

/** Longer answers are not looked at: they would count in tests that measure memory and delay. */
const MAX_BYTES = 200_000;

const METHODS: readonly string[] = ['get', 'post', 'patch', 'put', 'delete'];

const { paths, components } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApiDocument;
// Keys that are not described are noticed here, though clients are to accept them.
const ajv = new Ajv2020({ strict: false });
// Its types describe an ES module; what Node imports is the CommonJS function itself.
(addFormats as unknown as (validator: Ajv2020) => void)(ajv);
ajv.addSchema(closed({ components }) as object, 'document');

/** The routes of the dialects, most specific first; operations routes stand where a configuration says. */
const operations = Object.entries(paths)
  .filter(([, item]) => item.servers === undefined)
  .map(([template, item]) => ({
    template,
    item,
    pattern: new RegExp(
      `^(/s/[a-z0-9_-]+)?${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`,
    ),
  }));

const validators = new Map<string, ValidateFunction>();

/** Sees every answer of a plugin and finds those that the OpenAPI document does not describe. */
export class DocumentedAnswers {
  readonly #faults = new Set<string>();
  readonly #notOurs = new WeakSet<Response>();

  /** To be mounted where the plugin is, before it. */
  readonly before: RequestHandler = (request, response, next) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const keep = (chunk: unknown): void => {
      if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
      size += chunk.length;
      if (size <= MAX_BYTES) chunks.push(Buffer.from(chunk as string));
      else chunks.length = 0;
    };
    const [write, end] = [response.write.bind(response), response.end.bind(response)];
    response.write = ((...input: Parameters<typeof write>) => {
      keep(input[0]);
      return write(...input);
    }) as typeof write;
    response.end = ((...input: Parameters<typeof end>) => {
      keep(input[0]);
      return end(...input);
    }) as typeof end;
    const [method, path] = [request.method.toLowerCase(), request.path];
    response.once('finish', () => {
      if (this.#notOurs.has(response) || size > MAX_BYTES) return;
      this.#check(method, path, response, Buffer.concat(chunks));
    });
    next();
  };

  /** To be mounted behind the plugin: what comes here is answered by somebody else. */
  readonly after: RequestHandler = (_request, response, next) => {
    this.#notOurs.add(response);
    next();
  };

  /** @throws naming every answer that was not as the document says */
  assertDocumented(): void {
    if (this.#faults.size === 0) return;
    throw new Error(`Answers that docs/openapi.json does not describe:\n${[...this.#faults].join('\n')}`);
  }

  #check(method: string, path: string, response: Response, body: Buffer): void {
    const found = operations.find(({ pattern }) => pattern.test(path));
    const operation = METHODS.includes(method) ? found?.item[method as 'get'] : undefined;
    if (found === undefined || operation === undefined) return;
    const answer = `${method.toUpperCase()} ${found.template} ${String(response.statusCode)}`;
    const described = operation.responses[String(response.statusCode)];
    const fault =
      described === undefined
        ? 'is not described'
        : faultOf(answer, described, response.get('content-type'), body);
    if (fault !== undefined) this.#faults.add(`${answer}: ${fault}`);
  }
}

function faultOf(
  answer: string,
  { content }: OpenApiResponse,
  sent: string | undefined,
  body: Buffer,
): string | undefined {
  if (content === undefined) return body.length === 0 ? undefined : 'has a body';
  const [type = '', media] = Object.entries(content)[0] ?? [];
  if (sent?.split(';')[0] !== type) return `is ${String(sent)}`;
  // Of anything else than JSON there is nothing more to be said.
  if (!/\bjson$/.test(type)) return undefined;
  const validate = validators.get(answer) ?? ajv.compile(referring(closed(media?.schema)) as object);
  validators.set(answer, validate);
  // Of lines each is a value.
  const texts = type === 'application/x-ndjson' ? body.toString().split('\n') : [body.toString()];
  const wrong = texts.some((text) => text !== '' && !validate(JSON.parse(text)));
  return wrong ? ajv.errorsText(validate.errors) : undefined;
}

/** The schema, but an object of it has no other keys than those it describes. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.fromEntries(Object.entries(part).map(([key, member]) => [key, closed(member)]));
  const open = 'properties' in part && !('additionalProperties' in part) && 'type' in part;
  return open ? { ...members, additionalProperties: false } : members;
}

/** The schema with the references of the document. */
function referring(part: unknown): unknown {
  return JSON.parse(JSON.stringify(part).replaceAll('"#/components/', '"document#/components/'));
}
