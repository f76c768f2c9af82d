import { listOf } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toAttachment, toMissing } from './answer/attachment_presenter.js';
import { attachmentSchema, attachmentsSchema, commentPageSchema } from './answer/attachment_schema.js';
import { attachmentItems } from './answer/case_items.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { CommentParams } from './comment_routes.js';
import type { AttachmentIds, CommentsQuery } from './request/comment_schemas.js';
import { attachmentIdsSchema, commentsQuery, commentsQueryOf } from './request/comment_schemas.js';

const PATH = '/api/cases/:caseId/comments';

/** G8 to G11: what reads comments and other attachments (K16). */
export function attachmentRoutes({ cases: { comments } }: CaseRoutesDependencies): Route[] {
  return [
    // First: `_find` is no comment.
    defineRoute<CaseParams, CommentsQuery>({
      method: 'get',
      path: `${PATH}/_find`,
      operationId: 'findCaseComments',
      summary: 'A page of the comments of a case that people wrote',
      scopes: ['cases:read'],
      request: { query: commentsQuery },
      responses: {
        200: { description: 'The page; empty if there is no such case', schema: commentPageSchema },
      },
      handle: async ({ access, params, query }) => {
        const wanted = commentsQueryOf(query);
        const { comments: found, total } = await comments.reads.page(access, params.caseId, wanted);
        const { page, perPage } = wanted;
        return { body: { comments: found.map(toAttachment), page, per_page: perPage, total } };
      },
    }),
    defineRoute<CommentParams>({
      method: 'get',
      path: `${PATH}/:commentId`,
      operationId: 'getCaseComment',
      summary: 'Get a comment or other attachment',
      scopes: ['cases:read'],
      responses: { 200: { description: 'The attachment', schema: attachmentSchema } },
      handle: async ({ access, params: { caseId, commentId } }) => ({
        body: toAttachment(await comments.reads.one(access, caseId, commentId)),
      }),
    }),
    defineRoute<CaseParams>({
      method: 'get',
      path: PATH,
      operationId: 'listCaseComments',
      summary: 'All comments and other attachments of a case, oldest first',
      deprecated: { since: '8.1.0', use: `${PATH}/_find` },
      scopes: ['cases:read'],
      responses: {
        200: { description: 'All of them; none if there is no such case', schema: listOf(attachmentSchema) },
      },
      handle: async ({ access, params }) => ({
        items: attachmentItems(await comments.reads.all(access, params.caseId)),
      }),
    }),
    defineRoute<CaseParams, Record<string, never>, AttachmentIds>({
      method: 'post',
      path: '/internal/cases/:caseId/attachments/_bulk_get',
      operationId: 'getCaseAttachments',
      summary: 'Get attachments by their ids',
      scopes: ['cases:read'],
      request: { body: attachmentIdsSchema },
      responses: {
        200: { description: 'Those that there are, and why others are not', schema: attachmentsSchema },
      },
      handle: async ({ access, params: { caseId }, body }) => {
        const { attachments, missing } = await comments.reads.many(access, caseId, body.ids);
        return {
          body: {
            attachments: attachments.map(toAttachment),
            errors: missing.map((one) => toMissing(one, caseId)),
          },
        };
      },
    }),
  ];
}
