import type { NewSpace, SpaceCatalogue, SpaceChange } from '../../../services/spaces/space_catalogue.js';
import { itemsOf } from '../../answer/items.js';
import { listOf } from '../../openapi/json_schema.js';
import type { Route } from '../../route.js';
import { defineRoute } from '../../route.js';
import { listedSpaceWriter, toSpace } from './space_presenter.js';
import type { SpacesQuery } from './space_requests.js';
import { newSpaceSchema, spaceChangeSchema, spacesQuery } from './space_requests.js';
import { listedSpaceSchema, spaceSchema } from './space_schema.js';

const PATH = '/api/spaces/space';
const ONE = `${PATH}/:spaceId`;

/** Parameters of the routes of one space. */
interface SpaceParams {
  readonly spaceId: string;
}

/** P1: the spaces that there are. */
export function spaceRoutes(catalogue: SpaceCatalogue): Route[] {
  return [
    defineRoute<Record<string, never>, SpacesQuery>({
      method: 'get',
      path: PATH,
      operationId: 'listSpaces',
      summary: 'The spaces that the caller may enter, by their ids',
      outsideSpaces: true,
      scopes: ['cases:read'],
      request: { query: spacesQuery },
      responses: { 200: { description: 'The spaces', schema: listOf(listedSpaceSchema) } },
      handle: ({ access, query }) =>
        Promise.resolve({ items: itemsOf(catalogue.list(access), listedSpaceWriter(query)) }),
    }),
    defineRoute<SpaceParams>({
      method: 'get',
      path: ONE,
      operationId: 'getSpace',
      summary: 'One space',
      outsideSpaces: true,
      scopes: ['cases:read'],
      responses: { 200: { description: 'The space', schema: spaceSchema } },
      handle: async ({ access, params: { spaceId } }) => ({
        body: toSpace(await catalogue.get(access, spaceId)),
      }),
    }),
    defineRoute<Record<string, never>, Record<string, never>, NewSpace>({
      method: 'post',
      path: PATH,
      operationId: 'createSpace',
      summary: 'Create a space',
      outsideSpaces: true,
      scopes: ['admin:*'],
      request: { body: newSpaceSchema },
      responses: { 200: { description: 'The space', schema: spaceSchema } },
      handle: async ({ access, body }) => ({ body: toSpace(await catalogue.create(access, body)) }),
    }),
    defineRoute<SpaceParams, Record<string, never>, SpaceChange>({
      method: 'put',
      path: ONE,
      operationId: 'updateSpace',
      summary: 'Change a space that was created',
      outsideSpaces: true,
      scopes: ['admin:*'],
      request: { body: spaceChangeSchema },
      responses: { 200: { description: 'The space', schema: spaceSchema } },
      handle: async ({ access, params: { spaceId }, body }) => ({
        body: toSpace(await catalogue.update(access, spaceId, body)),
      }),
    }),
    defineRoute<SpaceParams>({
      method: 'delete',
      path: ONE,
      operationId: 'deleteSpace',
      summary: 'Delete a space that was created, with everything in it',
      outsideSpaces: true,
      scopes: ['admin:*'],
      responses: { 204: { description: 'Nothing is left of it' } },
      handle: async ({ access, params: { spaceId } }) => {
        await catalogue.remove(access, spaceId);
        return { status: 204 };
      },
    }),
  ];
}
