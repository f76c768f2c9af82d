import { ActivityError } from '../../server/index.js';
import type { RecordInput } from '../../server/index.js';
import type { TestHost } from './host.js';

/** Who records. */
export const actor = { kind: 'user', username: 'mira' } as const;

let counter = 0;

/** A record of a host, with an id of its own. */
export function aThing(): RecordInput['subject'] {
  counter += 1;
  return { space: 'default', kind: 'server', id: `thing-${String(counter)}` };
}

/** What `record` is given; `over` need not be of its type. */
export function anInput(over: object = {}): RecordInput {
  return { ...withoutStates(), after: { disk: 'ok' }, ...over };
}

/** The same without what the record was and is. */
export function withoutStates(over: Partial<RecordInput> = {}): RecordInput {
  return { subject: aThing(), owner: 'cases', actor, ...over };
}

/** The state with which a record began, as it is found. */
export async function snapshotOf(host: TestHost, subject: RecordInput['subject']): Promise<unknown> {
  const [first] = (await host.activity.find({ subject, order: 'asc', limit: 1 })).activities;
  return first?.change.type === 'created' ? first.change.snapshot : undefined;
}

/** The error of ours that a call ends with. */
export async function errorOf(promise: Promise<unknown>): Promise<ActivityError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ActivityError) return error;
  throw new Error(`Expected an ActivityError, got ${String(error)}`);
}
