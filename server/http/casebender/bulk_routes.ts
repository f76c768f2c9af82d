import type { AlertBulkResult } from '../../../common/casebender.js';
import type { ErrorCode } from '../../../common/error_codes.js';
import type { Logger } from '../../domain/logger.js';
import type { AlertBulk, BulkFailure } from '../../services/alerts/alert_bulk.js';
import { cutText } from '../answer/cut_text.js';
import { codeOf, STATUS_OF } from '../answer/status.js';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, replayedHeader } from '../request/idempotency_key.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { bulkResultSchema, successOf } from './answer/alert_schema.js';
import { success } from './answer/envelope.js';
import { KEY_REUSED, SUCCEEDED } from './answer/responses.js';
import { updateAlertsBody } from './request/body_schemas.js';
import { repeatableRequest } from './request/repeated_request.js';
import type { LangQuery } from './request/query_schemas.js';
import { langQuery } from './request/query_schemas.js';
import type { CasebenderRoutesDependencies } from './route_inputs.js';

/** The route that changes many alerts (C9.5). */
export function bulkRoutes({ alerts, logger }: CasebenderRoutesDependencies): Route[] {
  return [
    defineRoute<Record<string, never>, LangQuery, AlertBulk>({
      method: 'post',
      path: '/alerts/_bulk',
      operationId: 'updateAlerts',
      summary: 'Give many alerts the same values, each by itself; tags are added',
      scopes: ['alerts:write'],
      request: { query: langQuery, body: updateAlertsBody, headers: IDEMPOTENCY_KEY },
      responses: {
        200: {
          description: SUCCEEDED,
          schema: successOf(bulkResultSchema),
          headers: IDEMPOTENCY_REPLAYED,
        },
        422: KEY_REUSED,
      },
      handle: async (input) => {
        const { access, body } = input;
        const request = repeatableRequest(input, '/alerts/_bulk');
        const { updated, failures, replayed } = await alerts.updateMany(access, body, request);
        logFailures(logger, access.origin.requestId, failures);
        const result: AlertBulkResult = {
          updated_count: updated,
          failed_count: failures.length,
          failed_ids: failures.map(({ id }) => id),
        };
        return { headers: replayedHeader(replayed), body: success(result) };
      },
    }),
  ];
}

/** The reasons, which no answer tells: a line for each, with the ids that it holds for. */
function logFailures(logger: Logger, requestId: string, failures: readonly BulkFailure[]): void {
  const byCode = new Map<ErrorCode, [BulkFailure, ...BulkFailure[]]>();
  for (const failure of failures) {
    const code = codeOf(failure.error);
    const same = byCode.get(code);
    if (same === undefined) byCode.set(code, [failure]);
    else same.push(failure);
  }
  for (const [code, same] of byCode) {
    const line = { requestId, code, ids: same.map(({ id }) => cutText(id, MAX_LOGGED_CHARACTERS)) };
    if (STATUS_OF[code] >= 500) logger.error({ ...line, err: same[0].error }, NOT_UPDATED);
    else logger.info(line, NOT_UPDATED);
  }
}

const NOT_UPDATED = 'alerts were not updated';

/** Of an id in the log: longer ones are none. */
const MAX_LOGGED_CHARACTERS = 200;
