import type { ConfigurationPatch, NewConfiguration } from '../../services/configurations/configuration.js';
import { listOf } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toConfiguration } from './answer/configuration_presenter.js';
import { configurationSchema } from './answer/configuration_schema.js';
import type { CaseRoutesDependencies } from './case_routes.js';
import { configurationPatchSchema, newConfigurationSchema } from './request/configuration_schemas.js';
import type { OwnersQuery } from './request/owner_schemas.js';
import { ownersQuery, valuesOf } from './request/owner_schemas.js';

const PATH = '/api/cases/configure';

/** Parameters of the route of one configuration. */
interface ConfigurationParams {
  readonly configurationId: string;
}

/** G12, W11 and W12 (K17.1). Before those of cases: `configure` is no case (K1). */
export function configurationRoutes({ configurations, connectors }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<Record<string, never>, OwnersQuery>({
      method: 'get',
      path: PATH,
      operationId: 'findCaseConfigurations',
      summary: 'What is configured for the cases of each owner',
      scopes: ['cases:read'],
      request: { query: ownersQuery },
      responses: {
        200: { description: 'Those of readable owners', schema: listOf(configurationSchema) },
      },
      handle: async ({ access, query: { owner } }) => {
        const found = await configurations.find(access, valuesOf(owner));
        return { body: found.map((one) => toConfiguration(one, connectors)) };
      },
    }),
    defineRoute<Record<string, never>, Record<string, never>, NewConfiguration>({
      method: 'post',
      path: PATH,
      operationId: 'createCaseConfiguration',
      summary: 'Configure the cases of an owner, in the place of what was configured',
      scopes: ['cases:write'],
      request: { body: newConfigurationSchema },
      responses: { 200: { description: 'The configuration', schema: configurationSchema } },
      handle: async ({ access, body }) => ({
        body: toConfiguration(await configurations.create(access, body), connectors),
      }),
    }),
    defineRoute<ConfigurationParams, Record<string, never>, ConfigurationPatch>({
      method: 'patch',
      path: `${PATH}/:configurationId`,
      operationId: 'updateCaseConfiguration',
      summary: 'Change what is configured for the cases of an owner',
      scopes: ['cases:write'],
      request: { body: configurationPatchSchema },
      responses: { 200: { description: 'The configuration', schema: configurationSchema } },
      handle: async ({ access, params: { configurationId }, body }) => ({
        body: toConfiguration(await configurations.update(access, configurationId, body), connectors),
      }),
    }),
  ];
}
