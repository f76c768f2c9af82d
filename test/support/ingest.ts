import { expect } from 'chai';
import type { Response } from 'supertest';
import type {
  NativeChangeLine,
  NativeLineResult,
  NativeRecordChange,
  NativeRecorded,
} from '../../common/native_ingest.js';
import type { NativeProblem } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import type { NativeClient } from './native.js';

/** Whoever may read, create and change, but not say who did it or when. */
export const WRITER: Principal = { username: 'wim', fullName: 'Wim Writer', roles: ['writer'] };

let counter = 0;

/** A record that no other test has, as paths name it. */
export function aServer(): { readonly kind: 'server'; readonly id: string; readonly path: string } {
  counter += 1;
  const id = `srv-${String(counter)}`;
  return { kind: 'server', id, path: `/records/server/${id}` };
}

/** A change of a record of the owner that the roles are for. */
export function aChange(over: Partial<NativeRecordChange> = {}): NativeRecordChange {
  return { owner: 'securitySolution', after: { state: 'new' }, ...over };
}

/** What an accepted change wrote. */
export async function recorded(
  client: NativeClient,
  path: string,
  change: NativeRecordChange,
  headers: Readonly<Record<string, string>> = {},
): Promise<NativeRecorded> {
  const { status, text, body } = await client.post(`${path}/entries`, change, headers);
  expect(status, text).to.equal((body as NativeRecorded).entries.length === 0 ? 200 : 201);
  return body as NativeRecorded;
}

/** The problem that is answered, in the form of one. */
export function problemOf(response: Response, status: number, code: NativeProblem['code']): NativeProblem {
  expect(response.status, response.text).to.equal(status);
  expect(response.headers['content-type']).to.equal('application/problem+json');
  // A body of lines is read as text.
  const { body, text } = response as { readonly body: unknown; readonly text: string };
  const problem = JSON.parse(typeof body === 'string' ? body : text) as NativeProblem;
  expect(problem).to.include({ type: 'about:blank', status, code });
  return problem;
}

/** A change of the record as a line of the feed `f`. */
export function lineOf(
  { kind, id }: Pick<ReturnType<typeof aServer>, 'kind' | 'id'>,
  position: number,
  over: Partial<NativeRecordChange> = {},
): NativeChangeLine {
  return { record: { kind, id }, ...aChange(over), feed: { id: 'f', position } };
}

/** What is said of lines that were taken. */
export function linesOf({ status, headers, text, body }: Response): readonly NativeLineResult[] {
  expect(status, text).to.equal(200);
  expect(headers['content-type']).to.equal('application/x-ndjson');
  return String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NativeLineResult);
}
