import type { Connection, RequestOptions } from './connection.js';
import { answerOf } from './connection.js';
import type { Answer } from './wire_checks.js';

/** How a change is sent. */
export interface WriteOptions extends RequestOptions {
  /** 1 to 255 visible ASCII characters: the same change with the same key is recorded once. */
  readonly idempotencyKey?: string | undefined;
}

/** What is answered to a body of JSON; throws as `Connection.get` does. */
export async function post(
  connection: Connection,
  path: string,
  body: unknown,
  options: WriteOptions = {},
): Promise<Answer> {
  const { idempotencyKey } = options;
  const key = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  const headers = { 'content-type': 'application/json', ...key };
  const sent = { method: 'POST', headers, body: JSON.stringify(body) };
  const { response, text } = await connection.ask(path, sent, options);
  return answerOf(response, text);
}

/** What is answered to values that are sent one a line: objects, one a line; throws as `Connection.get` does. */
export async function postLines(
  connection: Connection,
  path: string,
  lines: readonly string[],
  options: RequestOptions = {},
): Promise<readonly Answer[]> {
  const headers = { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' };
  const sent = { method: 'POST', headers, body: lines.join('\n') };
  const { response, text } = await connection.ask(path, sent, options);
  // Throws what it says: it is a problem.
  if (response.status !== 200) answerOf(response, text);
  const said = text.split('\n').filter((line) => line !== '');
  return said.map((line) => answerOf(response, line));
}
