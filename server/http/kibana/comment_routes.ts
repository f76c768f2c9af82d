import type { CommentBody } from '../../services/case_comments.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import { commentSchema } from './comment_schemas.js';
import { presentCase } from './present_case.js';

/** W4 (K16). */
export function commentRoutes({ cases }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<CaseParams, Record<string, never>, CommentBody>({
      method: 'post',
      path: '/api/cases/:caseId/comments',
      summary: 'Add a comment to a case',
      scopes: ['cases:write'],
      request: { body: commentSchema },
      responses: {
        200: 'The case with all comments',
        400: 'Invalid request',
        403: 'Not allowed',
        404: 'No such case',
      },
      handle: async ({ access, params, body }) => ({
        body: presentCase(await cases.addComment(access, params.caseId, body)),
      }),
    }),
  ];
}
