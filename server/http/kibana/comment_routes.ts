import type { CommentBody } from '../../services/cases/comments/comment_body.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toCase } from './answer/case_presenter.js';
import { caseSchema } from './answer/case_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { CommentPatch } from './request/comment_schemas.js';
import { commentPatchSchema, newAttachmentsSchema, newCommentSchema } from './request/comment_schemas.js';

type None = Record<string, never>;

/** Parameters of the routes of one comment. */
export interface CommentParams extends CaseParams {
  readonly commentId: string;
}

const PATH = '/api/cases/:caseId/comments';
const CASE = { 200: { description: 'The case with all comments', schema: caseSchema } };
const DELETED = { 204: { description: 'Deleted' } };

/** W4 to W8: what changes comments and other attachments (K16). */
export function commentRoutes({ cases: { comments } }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<CaseParams, None, CommentBody>({
      method: 'post',
      path: PATH,
      operationId: 'addCaseComment',
      summary: 'Add a comment to a case',
      scopes: ['cases:write'],
      request: { body: newCommentSchema },
      responses: CASE,
      handle: async ({ access, params, body }) => ({
        body: toCase(await comments.add(access, params.caseId, body)),
      }),
    }),
    defineRoute<CaseParams, None, readonly CommentBody[]>({
      method: 'post',
      path: '/internal/cases/:caseId/attachments/_bulk_create',
      operationId: 'addCaseAttachments',
      summary: 'Add comments and other attachments to a case, all or none',
      scopes: ['cases:write'],
      request: { body: newAttachmentsSchema },
      responses: CASE,
      handle: async ({ access, params, body }) => ({
        body: toCase(await comments.addMany(access, params.caseId, body)),
      }),
    }),
    defineRoute<CaseParams, None, CommentPatch>({
      method: 'patch',
      path: PATH,
      operationId: 'updateCaseComment',
      summary: 'Give a comment another body',
      scopes: ['cases:write'],
      request: { body: commentPatchSchema },
      responses: CASE,
      handle: async ({ access, params, body: { id, version, ...body } }) => ({
        body: toCase(await comments.edit(access, params.caseId, { id, version, body })),
      }),
    }),
    defineRoute<CommentParams>({
      method: 'delete',
      path: `${PATH}/:commentId`,
      operationId: 'deleteCaseComment',
      summary: 'Delete a comment',
      scopes: ['cases:write'],
      responses: DELETED,
      handle: async ({ access, params: { caseId, commentId } }) => {
        await comments.remove(access, caseId, commentId);
        return { status: 204 };
      },
    }),
    defineRoute<CaseParams>({
      method: 'delete',
      path: PATH,
      operationId: 'deleteCaseComments',
      summary: 'Delete all comments of a case',
      scopes: ['cases:write'],
      responses: DELETED,
      handle: async ({ access, params }) => {
        await comments.removeAll(access, params.caseId);
        return { status: 204 };
      },
    }),
  ];
}
