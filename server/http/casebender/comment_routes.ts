import type { Attachment } from '../../domain/record.js';
import { itemsOf } from '../answer/items.js';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, replayedHeader } from '../request/idempotency_key.js';
import { listOf } from '../openapi/json_schema.js';
import type { Language } from '../prose/language.js';
import type { Reply, Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toComment } from './answer/alert_presenter.js';
import { commentSchema, deletedSchema, successOf } from './answer/alert_schema.js';
import { etag, SUCCESS, success } from './answer/envelope.js';
import { pagingHeaders } from './answer/paging.js';
import { ETAG, KEY_REUSED, LOCATION, PAGING, STALE, SUCCEEDED, WRITE_FAILURES } from './answer/responses.js';
import type { AlertParams, CasebenderRoutesDependencies, CommentParams } from './route_inputs.js';
import type { AddCommentBody, EditCommentBody } from './request/body_schemas.js';
import { addCommentBody, editCommentBody } from './request/body_schemas.js';
import { repeatableRequest } from './request/repeated_request.js';
import { IF_MATCH, parseIfMatch } from './request/if_match.js';
import type { LangQuery, PageQuery } from './request/query_schemas.js';
import { langQuery, pageQuery } from './request/query_schemas.js';

/** The routes of the comments on an alert (C9.7). */
export function commentRoutes(deps: CasebenderRoutesDependencies): Route[] {
  return [listComments(deps), addComment(deps), editComment(deps), deleteComment(deps)];
}

function listComments({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, PageQuery>({
    method: 'get',
    path: '/alerts/:id/comments',
    operationId: 'listAlertComments',
    summary: 'The comments on an alert, newest first',
    scopes: ['alerts:read'],
    request: { query: pageQuery },
    responses: { 200: { description: SUCCEEDED, schema: successOf(listOf(commentSchema)), headers: PAGING } },
    handle: async ({ access, params: { id }, query: { page, limit, lang }, language }) => {
      const { comments, total } = await alerts.comments.list(access, id, { page, limit });
      return {
        headers: pagingHeaders({ page, limit, total, lang }),
        items: itemsOf(
          comments,
          ({ attachment }) => JSON.stringify(toComment(attachment, id, { language, avatarUrl })),
          SUCCESS,
        ),
      };
    },
  });
}

function addComment({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, LangQuery, AddCommentBody>({
    method: 'post',
    path: '/alerts/:id/comments',
    operationId: 'addAlertComment',
    summary: 'Comment on an alert',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: addCommentBody, headers: IDEMPOTENCY_KEY },
    responses: {
      201: {
        description: SUCCEEDED,
        schema: successOf(commentSchema),
        headers: { ...ETAG, ...LOCATION, ...IDEMPOTENCY_REPLAYED },
      },
      422: KEY_REUSED,
    },
    handle: async (input) => {
      const { access, params, body: sent, language } = input;
      const request = repeatableRequest(input, '/alerts/:id/comments', params.id);
      const added = await alerts.comments.add(access, params.id, { text: sent.body, request });
      const { headers, body } = commentReply(added.result, params.id, { language, avatarUrl });
      const Location = `comments/${added.result.id}`;
      return { status: 201, headers: { Location, ...headers, ...replayedHeader(added.replayed) }, body };
    },
  });
}

function editComment({ alerts, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<CommentParams, LangQuery, EditCommentBody>({
    method: 'patch',
    path: '/alerts/:id/comments/:commentId',
    operationId: 'updateAlertComment',
    summary: 'Change the text of a comment',
    scopes: ['alerts:write'],
    request: { query: langQuery, body: editCommentBody, headers: IF_MATCH },
    responses: {
      200: { description: SUCCEEDED, schema: successOf(commentSchema), headers: ETAG },
      412: STALE,
    },
    handle: async ({ access, params, body: { body, version }, headers, language }) => {
      const seen = { ifMatch: parseIfMatch(headers['if-match']), version };
      const edited = await alerts.comments.edit(access, params, body, seen);
      return commentReply(edited, params.id, { language, avatarUrl });
    },
  });
}

function deleteComment({ alerts }: CasebenderRoutesDependencies): Route {
  return defineRoute<CommentParams, LangQuery>({
    method: 'delete',
    path: '/alerts/:id/comments/:commentId',
    operationId: 'deleteAlertComment',
    summary: 'Delete a comment; its text stays in the history',
    scopes: ['alerts:write'],
    request: { query: langQuery, headers: IF_MATCH },
    responses: {
      200: { description: SUCCEEDED, schema: successOf(deletedSchema) },
      409: { description: WRITE_FAILURES[409] },
      412: STALE,
    },
    handle: async ({ access, params, headers }) => {
      await alerts.comments.remove(access, params, { ifMatch: parseIfMatch(headers['if-match']) });
      return { body: success({ id: params.commentId }) };
    },
  });
}

function commentReply(
  attachment: Attachment,
  alertId: string,
  names: { readonly language: Language; readonly avatarUrl: string | undefined },
): Reply {
  const comment = toComment(attachment, alertId, names);
  return { headers: { ETag: etag(comment.version) }, body: success(comment) };
}
