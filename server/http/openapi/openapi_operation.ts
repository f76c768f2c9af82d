import { LINES_TYPE } from '../request/body/media_type.js';
import type { JsonSchema } from './json_schema.js';
import type { Components } from './openapi_components.js';
import type { OpenApiOperation, OpenApiParameter, SchemaConverter } from './openapi_document.js';
import type { HeaderSpec, ResponseSpec, Route } from '../route.js';
import type { RouteDocumentation } from './route_documentation.js';

/** What the operations of one router are made with. */
export interface OperationContext {
  readonly tag: string;
  readonly documentation: RouteDocumentation;
  readonly components: Components;
  readonly toSchema: SchemaConverter;
}

const JSON_TYPE = 'application/json';

/** How a caller proves who they are; a host that authenticates itself decides on its own. */
export const SECURITY_SCHEMES = {
  basic: { type: 'http', scheme: 'basic', description: 'A configured user.' },
  bearer: { type: 'http', scheme: 'bearer', description: 'A JWT of a configured issuer, or an API key.' },
  authorizationKey: { type: 'http', scheme: 'ApiKey', description: 'An API key: base64 of `id:key`.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'An API key, or its id.' },
  apiSecret: {
    ...{ type: 'apiKey', in: 'header', name: 'x-api-secret' },
    description: 'The key, when `x-api-key` is its id.',
  },
};

const RETRY_AFTER: Readonly<Record<string, HeaderSpec>> = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
};

/** Headers that go with a status in every dialect. */
const STATUS_HEADERS: Readonly<Record<string, Readonly<Record<string, HeaderSpec>>>> = {
  401: { 'WWW-Authenticate': { description: 'How to sign in.' } },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

/** The operation that a route is. */
export function operationOf(route: Route, context: OperationContext): OpenApiOperation {
  const { deprecated, scopes = [], request } = route;
  const description = [
    ...(deprecated === undefined
      ? []
      : [`Deprecated since ${deprecated.since}; in Kibana the successor is \`${deprecated.use}\`.`]),
    ...(scopes.length === 0 ? [] : [`A key or token with scopes needs ${scopes.map(code).join(', ')}.`]),
  ].join(' ');
  const parameters = [
    ...queryParameters(route, context),
    ...headerParameters({ ...context.documentation.requestHeaders(route), ...request?.headers }),
  ];
  return {
    operationId: route.operationId,
    tags: [context.tag],
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated: true }),
    security: securityOf(route, context.documentation.guarded),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request?.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              [JSON_TYPE]: { schema: context.components.collected(context.toSchema(request.body)) },
              ...(request.lines !== undefined && {
                [LINES_TYPE]: {
                  schema: context.components.collected({
                    ...context.toSchema(request.lines.schema),
                    description: 'One a line.',
                  }),
                },
              }),
            },
          },
        }),
    responses: responsesOf(route, context),
  };
}

/** Scopes narrow keys and tokens, never users. Who may ask anything without credentials may be told more with them. */
function securityOf({ open, outsideSpaces, scopes = [] }: Route, guarded: boolean): readonly object[] {
  if (!guarded || (open === true && outsideSpaces !== true)) return [];
  return [
    ...(open === true ? [{}] : []),
    { basic: [] },
    { bearer: scopes },
    { authorizationKey: scopes },
    { apiKey: scopes },
    { apiKey: scopes, apiSecret: scopes },
  ];
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** What is checked early and late is one parameter; the later check is the stricter one. */
function queryParameters({ request }: Route, { toSchema }: OperationContext): OpenApiParameter[] {
  const [early, late] = [request?.earlyQuery, request?.query].map((schema): ObjectSchema =>
    schema === undefined ? {} : toSchema(schema),
  );
  const properties = { ...early?.properties, ...late?.properties };
  const required = [...(early?.required ?? []), ...(late?.required ?? [])];
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof description === 'string' ? { description } : {}),
    // The early check reads lists from JSON, which other ways of writing them are not as soon as there is one element.
    ...(schema['type'] === 'array' && early?.properties?.[name]?.['type'] === 'array'
      ? { content: { [JSON_TYPE]: { schema } } }
      : { schema }),
  }));
}

function headerParameters(headers: Readonly<Record<string, HeaderSpec>>): OpenApiParameter[] {
  return Object.entries(headers).map(
    ([name, { description, required = false, schema = { type: 'string' } }]) => ({
      name,
      in: 'header',
      required,
      description,
      schema,
    }),
  );
}

function responsesOf(
  route: Route,
  { documentation, components }: OperationContext,
): OpenApiOperation['responses'] {
  const { failure, failureType = JSON_TYPE, failures, answerHeaders } = documentation;
  const all: Record<string, ResponseSpec> = Object.fromEntries(
    Object.entries(failures(route)).map(([status, description]) => [status, { description }]),
  );
  Object.assign(all, route.responses);
  return Object.fromEntries(
    Object.entries(all).map(([status, { description, schema, type: ofBody, headers }]) => {
      const failed = Number(status) >= 400;
      const body = failed ? (schema ?? failure) : schema;
      const type = ofBody ?? (failed ? failureType : JSON_TYPE);
      const all = { ...answerHeaders, ...STATUS_HEADERS[status], ...headers };
      return [
        status,
        {
          description,
          ...(Object.keys(all).length === 0 ? {} : { headers: headersOf(all) }),
          ...(body === undefined ? {} : { content: { [type]: { schema: components.collected(body) } } }),
        },
      ];
    }),
  );
}

function headersOf(headers: Readonly<Record<string, HeaderSpec>>): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, schema = { type: 'string' } }]) => [
      name,
      { description, schema },
    ]),
  );
}

function code(word: string): string {
  return `\`${word}\``;
}
