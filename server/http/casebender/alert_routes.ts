import type { VisibleHead } from '../../services/record_guard.js';
import { itemsOf } from '../answer/items.js';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, replayedHeader } from '../request/idempotency_key.js';
import { listOf } from '../openapi/json_schema.js';
import type { Language } from '../prose/language.js';
import type { Reply, Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toAlert } from './answer/alert_presenter.js';
import { alertSchema, deletedSchema, successOf } from './answer/alert_schema.js';
import { etag, SUCCESS, success } from './answer/envelope.js';
import { pagingHeaders } from './answer/paging.js';
import { ETAG, KEY_REUSED, LOCATION, PAGING, STALE, SUCCEEDED, WRITE_FAILURES } from './answer/responses.js';
import type { AlertParams, CasebenderRoutesDependencies } from './route_inputs.js';
import type { CreateAlertBody, UpdateAlertBody } from './request/body_schemas.js';
import { createAlertBody, updateAlertBody } from './request/body_schemas.js';
import { repeatableRequest } from './request/repeated_request.js';
import { IF_MATCH, parseIfMatch } from './request/if_match.js';
import type { AlertsQuery } from './request/alerts_query.js';
import { alertsQuery, filterPairs, filtersOf } from './request/alerts_query.js';
import type { LangQuery } from './request/query_schemas.js';
import { langQuery } from './request/query_schemas.js';

/** The routes of alerts themselves (C9.2 to C9.4, C9.8). */
export function alertRoutes(deps: CasebenderRoutesDependencies): Route[] {
  return [listAlerts(deps), createAlert(deps), getAlert(deps), updateAlert(deps), deleteAlert(deps)];
}

function listAlerts({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<Record<string, never>, AlertsQuery>({
    method: 'get',
    path: '/alerts',
    operationId: 'listAlerts',
    summary: 'The alerts that the caller may see, newest first',
    scopes: ['alerts:read'],
    request: { query: alertsQuery },
    responses: { 200: { description: SUCCEEDED, schema: successOf(listOf(alertSchema)), headers: PAGING } },
    handle: async ({ access, query, language }) => {
      const { page, limit, lang } = query;
      const { heads, total } = await alerts.find(access, filtersOf(query), { page, limit });
      return {
        headers: pagingHeaders({ page, limit, total, lang, filters: filterPairs(query) }),
        items: itemsOf([heads], (head) => JSON.stringify(toAlert(head, { language, avatarUrl })), SUCCESS),
      };
    },
  });
}

function createAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<Record<string, never>, LangQuery, CreateAlertBody>({
    method: 'post',
    path: '/alerts',
    operationId: 'createAlert',
    summary: 'Create an alert',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: createAlertBody, headers: IDEMPOTENCY_KEY },
    responses: {
      201: {
        description: SUCCEEDED,
        schema: successOf(alertSchema),
        headers: { ...ETAG, ...LOCATION, ...IDEMPOTENCY_REPLAYED },
      },
      409: { description: 'Ya existe una alerta con ese identificador' },
      422: KEY_REUSED,
    },
    handle: async (input) => {
      const { id, owner, ...fields } = input.body;
      const request = repeatableRequest(input, '/alerts');
      const created = await alerts.create(input.access, { id, owner, fields, request });
      const { headers, body } = alertReply(created.result, input.language, avatarUrl);
      const Location = `alerts/${created.result.subject.id}`;
      return { status: 201, headers: { ...headers, Location, ...replayedHeader(created.replayed) }, body };
    },
  });
}

function getAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery>({
    method: 'get',
    path: '/alerts/:id',
    operationId: 'getAlert',
    summary: 'An alert as it is now',
    scopes: ['alerts:read'],
    request: { query: langQuery },
    responses: { 200: { description: SUCCEEDED, schema: successOf(alertSchema), headers: ETAG } },
    handle: async ({ access, params, language }) =>
      alertReply(await alerts.get(access, params.id), language, avatarUrl),
  });
}

function updateAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery, UpdateAlertBody>({
    method: 'patch',
    path: '/alerts/:id',
    operationId: 'updateAlert',
    summary: 'Change fields of an alert, all or none',
    scopes: ['alerts:write'],
    request: {
      query: langQuery,
      body: updateAlertBody,
      headers: IF_MATCH,
    },
    responses: {
      200: { description: SUCCEEDED, schema: successOf(alertSchema), headers: ETAG },
      412: STALE,
    },
    handle: async ({ access, params, body: { version, ...patch }, headers, language }) => {
      const ifMatch = parseIfMatch(headers['if-match']);
      const head = await alerts.update(access, params.id, patch, { ifMatch, version });
      return alertReply(head, language, avatarUrl);
    },
  });
}

function deleteAlert({ alerts }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery>({
    method: 'delete',
    path: '/alerts/:id',
    operationId: 'deleteAlert',
    summary: 'Delete an alert; its history is kept and its id stays taken',
    scopes: ['admin:*'],
    request: { query: langQuery, headers: IF_MATCH },
    responses: {
      200: { description: SUCCEEDED, schema: successOf(deletedSchema) },
      409: { description: WRITE_FAILURES[409] },
      412: STALE,
    },
    handle: async ({ access, params: { id }, headers }) => {
      await alerts.remove(access, id, { ifMatch: parseIfMatch(headers['if-match']) });
      return { body: success({ id }) };
    },
  });
}

function alertReply(head: VisibleHead, language: Language, avatarUrl: string | undefined): Reply {
  const alert = toAlert(head, { language, avatarUrl });
  return { headers: { ETag: etag(alert.version) }, body: success(alert) };
}
