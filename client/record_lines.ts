import type { NativeProblem } from '../common/native.js';
import type { NativeChangeLine, NativeLineResult } from '../common/native_ingest.js';
import type { Connection, RequestOptions } from './connection.js';
import { postLines } from './posting.js';
import { HistoryProblem, UnexpectedAnswer } from './history_problem.js';

/** So many lines, or characters of them, are sent at once: no browser can send and read at the same time. */
const LINES = 500;
const CHARACTERS = 524_288;

type Lines = Iterable<NativeChangeLine> | AsyncIterable<NativeChangeLine>;

interface TextLine {
  readonly text: string;
  readonly record: string;
}

/**
 * Records changes, any number, each with its place in a feed, and tells of each what became of it: what has been
 * recorded before is a duplicate, so all of them can simply be sent again. Behind a change that failed none of the
 * same record is sent.
 * @throws HistoryProblem when the server refuses the request, or fails itself: what is not told of was not recorded,
 * or is a duplicate when it is sent again
 */
export async function* recordLines(
  connection: Connection,
  lines: Lines,
  options: RequestOptions,
): AsyncGenerator<NativeLineResult, void, undefined> {
  const failed = new Map<string, NativeProblem>();
  let number = 0;
  for await (const batch of batches(lines)) {
    const blocked = batch.map(({ record }) => failed.get(record));
    const sent = batch.filter((_, i) => blocked[i] === undefined).map(({ text }) => text);
    const answers = sent.length === 0 ? [] : await postLines(connection, '/entries', sent, options);
    // The seam to what the wire types say.
    const results = answers.values() as unknown as Iterator<NativeLineResult, undefined>;
    for (const [i, { record }] of batch.entries()) {
      number += 1;
      const problem = blocked[i];
      const result = problem === undefined ? told(results.next().value) : blockedBy(problem);
      if (result.status === 'failed' && !failed.has(record)) failed.set(record, result.problem);
      yield { ...result, line: number };
    }
  }
}

/** @throws HistoryProblem when the server failed itself: it says nothing of the lines behind that */
function told(result: NativeLineResult | undefined): NativeLineResult {
  if (result === undefined) throw new UnexpectedAnswer('Not all lines were answered.');
  if (result.status === 'failed' && result.problem.status >= 500) {
    throw new HistoryProblem(result.problem, undefined);
  }
  return result;
}

/** What the server says of a line behind one that failed, in the same request. */
function blockedBy({ requestId }: NativeProblem): NativeLineResult {
  const detail = 'An earlier change of the record has failed.';
  const problem = { type: 'about:blank', title: 'Unprocessable Entity', status: 422, detail } as const;
  return { line: 0, status: 'failed', problem: { ...problem, code: 'FEED_BLOCKED', requestId } };
}

async function* batches(lines: Lines): AsyncGenerator<readonly TextLine[], void, undefined> {
  let [batch, characters]: [TextLine[], number] = [[], 0];
  for await (const line of lines) {
    const { kind, id } = line.record;
    const text = JSON.stringify(line);
    batch.push({ text, record: JSON.stringify([kind, id]) });
    characters += text.length;
    if (batch.length < LINES && characters < CHARACTERS) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
