import type { Connection, RequestOptions } from './connection.js';
import { UnexpectedAnswer } from './history_problem.js';
import type { Answer } from './wire_checks.js';

/** Something that is answered in parts: whom it is asked of, and where it is. */
export interface PartsRequest extends RequestOptions {
  readonly connection: Connection;
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
}

/**
 * Part after part as `next` leads, for as long as it is asked for more; the next one is read when it is.
 * @throws HistoryProblem, UnexpectedAnswer
 */
export async function* partsOf<Part extends { readonly next?: string }>({
  connection,
  path,
  query,
  signal,
}: PartsRequest): AsyncGenerator<Part, void, undefined> {
  for (let rest: string | undefined = query; rest !== undefined;) {
    const answer = await connection.get(path + rest, { signal });
    const next = nextOf(answer);
    if (next === rest) throw new UnexpectedAnswer('A part leads to itself.');
    // The seam to what the wire types say: the contract's own tests hold the server to them.
    yield answer as unknown as Part;
    rest = next;
  }
}

function nextOf({ next, problems }: Answer): string | undefined {
  if (Array.isArray(problems) && next === undefined) return undefined;
  if (typeof next === 'string' && next.startsWith('?')) return next;
  throw new UnexpectedAnswer('The answer is no part of what was verified.');
}
