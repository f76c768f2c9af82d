import type { CasebenderSuccess } from '../../../common/casebender.js';
import type { RecordHead } from '../../domain/record.js';
import { activityIdOf } from '../../services/alert_activity_id.js';
import type { Alerts } from '../../services/alerts.js';
import type { Reply, Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toActivity } from './activity_presenter.js';
import { toAlert, toComment } from './alert_presenter.js';
import type { CommentBody, CreateAlertBody, UpdateAlertBody } from './body_schemas.js';
import { commentBody, createAlertBody, updateAlertBody } from './body_schemas.js';
import { parseIfMatch } from './if_match.js';
import { viewLocale } from './locale.js';
import { pagingHeaders } from './paging.js';
import type { ActivitiesQuery, LangQuery } from './query_schemas.js';
import { activitiesQuery, langQuery } from './query_schemas.js';
import { READ_RESPONSES, WRITE_RESPONSES } from './responses.js';

/** What the routes work with. */
export interface CasebenderRoutesDependencies {
  readonly alerts: Alerts;
  readonly clock: () => Date;
  /** Template of pictures with `{username}`; absent: none (C8). */
  readonly avatarUrl?: string | undefined;
}

interface AlertParams {
  readonly id: string;
}

/** The routes of the CaseBender v1 dialect (C2, C9). */
export function casebenderRoutes(deps: CasebenderRoutesDependencies): Route[] {
  return [createAlert(deps), getAlert(deps), updateAlert(deps), addComment(deps), listActivities(deps)];
}

function createAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<Record<string, never>, LangQuery, CreateAlertBody>({
    method: 'post',
    path: '/alerts',
    summary: 'Create an alert',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: createAlertBody },
    responses: {
      201: READ_RESPONSES[200],
      409: 'Ya existe una alerta con ese identificador',
      ...WRITE_RESPONSES,
    },
    handle: async ({ access, body: { id, owner, ...fields }, locale }) => {
      const head = await alerts.create(access, { id, owner, fields });
      const { headers, body } = alertReply(head, locale, avatarUrl);
      return { status: 201, headers: { ...headers, Location: `alerts/${head.subject.id}` }, body };
    },
  });
}

function getAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery>({
    method: 'get',
    path: '/alerts/:id',
    summary: 'An alert as it is now',
    scopes: ['alerts:read'],
    request: { query: langQuery },
    responses: READ_RESPONSES,
    handle: async ({ access, params, locale }) =>
      alertReply(await alerts.get(access, params.id), locale, avatarUrl),
  });
}

function updateAlert({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery, UpdateAlertBody>({
    method: 'patch',
    path: '/alerts/:id',
    summary: 'Change fields of an alert, all or none',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: updateAlertBody },
    responses: {
      ...READ_RESPONSES,
      ...WRITE_RESPONSES,
      409: 'El recurso ha cambiado desde que lo leyó',
      412: 'El recurso ha cambiado desde que lo leyó',
    },
    handle: async ({ access, params, body: { version, ...patch }, headers, locale }) => {
      const ifMatch = parseIfMatch(headers['if-match']);
      const head = await alerts.update(access, params.id, patch, { ifMatch, version });
      return alertReply(head, locale, avatarUrl);
    },
  });
}

function addComment({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery, CommentBody>({
    method: 'post',
    path: '/alerts/:id/comments',
    summary: 'Comment on an alert',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: commentBody },
    responses: { 201: READ_RESPONSES[200], 404: READ_RESPONSES[404], ...WRITE_RESPONSES },
    handle: async ({ access, params, body, locale }) => {
      const added = await alerts.comment(access, params.id, body.body);
      const comment = toComment(added, params.id, { locale: viewLocale(locale), avatarUrl });
      return {
        status: 201,
        headers: { Location: `comments/${comment.id}`, ETag: etag(comment.version) },
        body: success(comment),
      };
    },
  });
}

function listActivities({ alerts, clock, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, ActivitiesQuery>({
    method: 'get',
    path: '/alerts/:id/activities',
    summary: 'The history of an alert, newest first',
    scopes: ['alerts:read'],
    request: { query: activitiesQuery },
    responses: READ_RESPONSES,
    handle: async ({ access, params, query, locale }) => {
      const { page, limit, as_of: asOf, lang } = query;
      const found = await alerts.activities(access, params.id, { page, limit, asOf });
      const { head, activities, newest } = found;
      const view = { locale: viewLocale(locale), now: clock(), avatarUrl };
      const newestId = activityIdOf(head.number, newest);
      return {
        headers: pagingHeaders({ page, limit, total: newest, asOf: newestId, lang }),
        body: success(activities.map((activity) => toActivity(activity, head.number, view))),
      };
    },
  });
}

function alertReply(head: RecordHead, locale: string, avatarUrl: string | undefined): Reply {
  const alert = toAlert(head, { locale: viewLocale(locale), avatarUrl });
  return { headers: { ETag: etag(alert.version) }, body: success(alert) };
}

function etag(version: number): string {
  return `"${String(version)}"`;
}

function success<T>(data: T): CasebenderSuccess<T> {
  return { status: 'success', data };
}
