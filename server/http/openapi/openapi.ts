import { Components } from './openapi_components.js';
import type {
  OpenApiDocument,
  OpenApiParameter,
  OpenApiPath,
  OpenApiServer,
  SchemaConverter,
} from './openapi_document.js';
import { operationOf, SECURITY_SCHEMES } from './openapi_operation.js';
import type { Route } from '../route.js';
import type { RouteDocumentation } from './route_documentation.js';

/** The routes of one router of the manifest. */
export interface DocumentedRouter {
  readonly id: string;
  /** The router's path in the manifest. */
  readonly path: string;
  readonly routes: readonly Route[];
  readonly documentation: RouteDocumentation;
}

/** The document of all routes, made from the very tables that serve and guard them, as it stands at the root. */
export function openApiDocument(
  info: { readonly title: string; readonly version: string; readonly description: string },
  routers: readonly DocumentedRouter[],
  toSchema: SchemaConverter,
): OpenApiDocument {
  const components = new Components();
  const paths: Record<string, OpenApiPath> = {};
  for (const { id, path, routes, documentation } of routers) {
    for (const route of routes) {
      const full = (path === '/' ? '' : path) + templateOf(route.path);
      const operation = operationOf(route, { tag: id, documentation, components, toSchema });
      paths[full] = { ...(paths[full] ?? pathItemOf(route, documentation)), [route.method]: operation };
    }
  }
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: serversBelow('.'),
    tags: routers.map(({ id, documentation: { description } }) => ({ name: id, description })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: components.schemas },
  };
}

/** The two places where a record's paths are: of the default space and of any other. `root` is where the plugin is. */
export function serversBelow(root: string): readonly [OpenApiServer, OpenApiServer] {
  const variables = { space: { default: 'default', description: 'Id of the space.' } };
  return [
    { url: root, description: 'The default space' },
    { url: `${root}/s/{space}`, description: 'A space by its id', variables },
  ];
}

/** A route's path as the document writes it. */
export function templateOf(path: string): string {
  return path.replaceAll(/[:*]([A-Za-z]+)/g, '{$1}');
}

function pathItemOf({ path }: Route, { guarded }: RouteDocumentation): OpenApiPath {
  const parameters = [...path.matchAll(/[:*]([A-Za-z]+)/g)].map(([, name = '']): OpenApiParameter => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    ...(guarded ? {} : { servers: serversBelow('.').slice(0, 1) }),
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}
