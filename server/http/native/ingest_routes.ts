import { isStorableId } from '../../domain/record.js';
import { ActivityError } from '../../domain/errors.js';
import type { NativeRecorded } from '../../../common/native_ingest.js';
import type { IngestOutcome } from '../../services/ingest/record_parts.js';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, replayedHeader } from '../request/idempotency_key.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { EntryView } from './answer/entry_presenter.js';
import { toEntry, toRecordName } from './answer/entry_presenter.js';
import { lineAnswers } from './answer/line_answers.js';
import {
  lineResultSchema,
  recordedBatchSchema,
  recordedSchema,
  unchangedSchema,
} from './answer/recorded_schema.js';
import type { BatchBody, ChangeBody } from './request/change_schema.js';
import { batchBody, changeBody, changeLine, MAX_KIND } from './request/change_schema.js';
import { circumstances } from './request/circumstances.js';
import type { Sent } from './request/decode.js';
import type { ShownQuery } from './request/entry_query.js';
import { recordedQuery } from './request/entry_query.js';
import { repeatableRequest } from './request/repeated_request.js';
import type { RecordParams } from './request/route_params.js';
import { LINE_LIMITS, recordLines } from './record_lines.js';
import { LINES_TYPE } from '../request/body/media_type.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Routes by which changes are recorded (N7). */
export function ingestRoutes(deps: NativeRoutesDependencies): Route[] {
  return [recordChange(deps), recordChanges(deps)];
}

function recordChange({ ingest, clock, recordClient }: NativeRoutesDependencies): Route {
  return defineRoute<RecordParams, ShownQuery & Sent, ChangeBody>({
    method: 'post',
    path: '/records/:kind/:id/entries',
    operationId: 'recordChange',
    summary: 'Record a change of a record',
    scopes: ['activity:write'],
    request: { query: recordedQuery, body: changeBody, headers: IDEMPOTENCY_KEY },
    responses: {
      200: { description: 'Nothing differs', schema: unchangedSchema, headers: IDEMPOTENCY_REPLAYED },
      201: { description: 'The entries', schema: recordedSchema, headers: IDEMPOTENCY_REPLAYED },
    },
    handle: async (input) => {
      const { access, params, query, body, language } = input;
      const { kind, id } = nameable(params);
      const request = repeatableRequest(input, '/records/entries', kind, id);
      const change = {
        ...body,
        place: [],
        kind,
        id,
        context: circumstances(input, body.context, recordClient),
      };
      const { result, replayed } = await ingest.record(access, [change], request);
      const [outcome] = result;
      const view = { include: query.include, language, now: clock() };
      return {
        status: outcome?.entries.length === 0 ? 200 : 201,
        headers: replayedHeader(replayed),
        body: outcome && toRecorded(outcome, view),
      };
    },
  });
}

function recordChanges(deps: NativeRoutesDependencies): Route {
  const { ingest, clock, recordClient } = deps;
  return defineRoute<Record<string, never>, ShownQuery & Sent, BatchBody>({
    method: 'post',
    path: '/entries',
    operationId: 'recordChanges',
    summary: 'Record changes of any records of the space, all or none',
    scopes: ['activity:write'],
    request: {
      ...{ query: recordedQuery, body: batchBody, headers: IDEMPOTENCY_KEY },
      lines: { schema: changeLine, limits: LINE_LIMITS },
    },
    responses: {
      200: { description: 'What became of each line', schema: lineResultSchema, type: LINES_TYPE },
      201: {
        description: 'What each change wrote, in the order of the request',
        schema: recordedBatchSchema,
        headers: IDEMPOTENCY_REPLAYED,
      },
    },
    handle: async (input) => {
      const { access, query, body, lines, language } = input;
      if (lines !== undefined) {
        const work = recordLines(deps, input);
        return {
          headers: { 'Content-Type': LINES_TYPE },
          stream: (signal) => lineAnswers(lines, work, signal),
        };
      }
      const request = repeatableRequest(input, '/entries');
      const changes = body.changes.map(({ record, ...change }, i) => ({
        ...{ ...change, ...record, place: ['changes', i] },
        context: circumstances(input, change.context, recordClient),
      }));
      const { result, replayed } = await ingest.record(access, changes, request);
      const view = { include: query.include, language, now: clock() };
      const results = result.map((outcome) => ({
        record: toRecordName(outcome.subject, outcome.owner),
        ...toRecorded(outcome, view),
      }));
      return { status: 201, headers: replayedHeader(replayed), body: { results } };
    },
  });
}

/** @throws RECORD_NOT_FOUND for an id that cannot exist: it names nothing (N1.1) */
function nameable({ kind, id }: RecordParams): RecordParams {
  if (isStorableId(kind) && kind.length <= MAX_KIND && isStorableId(id)) return { kind, id };
  throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
}

function toRecorded({ entries, total }: IngestOutcome, view: EntryView): NativeRecorded {
  return { entries: entries.map((entry) => toEntry(entry, view)), total };
}
