import type { Access } from '../../access/access.js';
import { RecordOrder } from '../../services/ingest/record_order.js';
import { codeOf, STATUS_OF } from '../answer/status.js';
import type { BodyLine, LineLimits } from '../request/body/body_lines.js';
import type { RouteInput } from '../route.js';
import type { LineAnswer, LineWork } from './answer/line_answers.js';
import { problemOf } from './answer/problem.js';
import { circumstances } from './request/circumstances.js';
import type { DecodedLine } from './request/decode_line.js';
import { decodeLine } from './request/decode_line.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

/** Of a body of changes, one a line (N7.1). */
export const LINE_LIMITS: LineLimits = {
  maxLines: 100_000,
  maxBytes: 67_108_864,
  maxLineBytes: 1_048_576,
};

type Input = Pick<RouteInput<unknown, unknown, unknown>, 'access' | 'headers'>;

/** What is done with the lines of one request: each is a commit of its own, those of one record in their order. */
export function recordLines(deps: NativeRoutesDependencies, input: Input): LineWork {
  const order = new RecordOrder();
  const { requestId } = input.access.origin;
  const failed = (line: number, error: unknown): LineAnswer['result'] => {
    if (STATUS_OF[codeOf(error)] >= 500) deps.logger.error({ err: error, requestId, line }, 'line failed');
    return { line, status: 'failed', problem: problemOf(error, requestId) };
  };
  return {
    begin: (line: BodyLine) => {
      const decoded = decodeLine(line, deps.owners);
      if (decoded === undefined) return undefined;
      const work = (): Promise<LineAnswer> => recorded(deps, input, decoded);
      const done = decoded.record === undefined ? work() : order.run(decoded.record, work);
      return done.catch((error: unknown) => ({
        result: failed(line.number, error),
        ends: STATUS_OF[codeOf(error)] >= 500,
      }));
    },
    unreadable: failed,
  };
}

async function recorded(
  { ingest, recordClient }: NativeRoutesDependencies,
  input: Input,
  { number: line, read }: DecodedLine,
): Promise<LineAnswer> {
  if ('error' in read) throw read.error;
  const { record, ...change } = read.change;
  const context = circumstances(input, change.context, recordClient);
  const access: Access = input.access;
  const outcome = await ingest.recordAlone(access, { ...change, ...record, place: [], context });
  const seq = outcome.entries.map((entry) => entry.seq);
  if (seq.length > 0) return { result: { line, status: 'recorded', seq }, ends: false };
  return { result: { line, status: outcome.duplicate ? 'duplicate' : 'unchanged' }, ends: false };
}
