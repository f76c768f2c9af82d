import type { NativeSpaceVerification, NativeVerification } from '../../../common/native_verification.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { spaceVerificationSchema, verificationSchema } from './answer/verification_schema.js';
import type { RecordParams } from './request/route_params.js';
import { subjectOf } from './request/route_params.js';
import type { VerifyQuery, VerifySpaceQuery } from './request/verify_query.js';
import { verifyQuery, verifySpaceQuery } from './request/verify_query.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes that verify what is stored (N10.4). An invalid history is an answer, no failure. */
export function verifyRoutes(deps: NativeRoutesDependencies): Route[] {
  return [verifyRecord(deps), verifySpace(deps)];
}

function verifyRecord({ verifications }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, VerifyQuery>({
    method: 'get',
    path: '/records/:kind/:id/verify',
    operationId: 'verifyRecord',
    summary: 'Whether the history of a record is what was recorded: computed anew from what is stored',
    scopes: ['activity:read'],
    request: { query: verifyQuery },
    responses: { 200: { description: 'What is wrong with it, if anything', schema: verificationSchema } },
    handle: async ({ access, params, query: { from } }) => {
      const { next, hash, ...report } = await verifications.record(access, subjectOf(access, params), from);
      const body: NativeVerification = {
        ...report,
        ...(hash !== undefined && { hash }),
        ...(next !== undefined && { next: `?from=${String(next)}` }),
      };
      return { body };
    },
  });
}

function verifySpace({ verifications }: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, VerifySpaceQuery>({
    method: 'get',
    path: '/verify',
    operationId: 'verifySpace',
    summary: 'Whether the log of the space is what was recorded: rows, tree, entries and ledger',
    scopes: ['activity:admin'],
    request: { query: verifySpaceQuery },
    responses: {
      200: { description: 'What is wrong with it, if anything', schema: spaceVerificationSchema },
    },
    handle: async ({ access, query: { start, erased, adopted } }) => {
      const { next, ...report } = await verifications.space(access, { start, erased, adopted });
      const { root, checkpoint, problems, ...counts } = report;
      const body: NativeSpaceVerification = {
        ...counts,
        ...(root !== undefined && { root }),
        ...(checkpoint !== undefined && { checkpoint }),
        problems: problems.map(({ record, seq, ...problem }) => ({
          ...problem,
          ...(record !== undefined && { record }),
          ...(seq !== undefined && { seq }),
        })),
        ...(next !== undefined && { next: nextQuery({ ...next }) }),
      };
      return { body };
    },
  });
}

function nextQuery(parameters: Readonly<Record<string, number | undefined>>): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `?${set.map(([name, value]) => `${name}=${String(value)}`).join('&')}`;
}
