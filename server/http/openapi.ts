import type { Schema } from 'joi';
import type { Route } from './route.js';

/** The routes of one router of the manifest. */
export interface DocumentedRouter {
  readonly id: string;
  /** The router's path in the manifest. */
  readonly path: string;
  readonly routes: readonly Route[];
  /** Whether its routes take credentials and exist once per space. */
  readonly guarded: boolean;
}

/** Turns a Joi schema into a JSON schema. */
export type SchemaConverter = (schema: Schema) => object;

const SECURITY_SCHEMES = {
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT or an API key' },
  apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
};

/** The OpenAPI 3.1 document of all routes, made from the very tables that serve and guard them. */
export function openApiDocument(
  info: { readonly title: string; readonly version: string; readonly description: string },
  routers: readonly DocumentedRouter[],
  toSchema: SchemaConverter,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { id, path, routes, guarded } of routers) {
    for (const route of routes) {
      const full = (path === '/' ? '' : path) + route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
      paths[full] ??= guarded ? { description: 'Also below `/s/{space}`.' as never } : {};
      paths[full][route.method] = operation(route, { id, guarded }, toSchema);
    }
  }
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    tags: routers.map(({ id }) => ({ name: id })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES },
  };
}

function operation(
  route: Route,
  router: { readonly id: string; readonly guarded: boolean },
  toSchema: SchemaConverter,
): object {
  const { request, deprecated } = route;
  return {
    tags: [router.id],
    summary: route.summary,
    ...(deprecated === undefined
      ? {}
      : { deprecated: true, description: `Deprecated since ${deprecated.since}: use ${deprecated.use}` }),
    ...(router.guarded ? { security: Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] })) } : {}),
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(request?.earlyQuery, toSchema),
      ...queryParameters(request?.query, toSchema),
    ],
    ...(request?.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(request.body) } },
          },
        }),
    responses: Object.fromEntries(
      Object.entries(route.responses).map(([status, description]) => [status, { description }]),
    ),
  };
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

interface ObjectJsonSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}

function queryParameters(schema: Schema | undefined, toSchema: SchemaConverter): object[] {
  if (schema === undefined) return [];
  // The converter answers an object schema for an object schema.
  const { properties = {}, required = [] } = toSchema(schema) as ObjectJsonSchema;
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}
