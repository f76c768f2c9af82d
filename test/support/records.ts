import { randomUUID } from 'node:crypto';
import type { Activity, Actor, Change, Subject } from '../../server/domain/activity.js';
import { isActivityError } from '../../server/domain/errors.js';
import { continuation, creation } from '../../server/domain/record.js';
import type { Attachment, Mutation, RecordHead, RecordWrite } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Window } from '../../server/domain/window.js';

/** A write that saves a record, as opposed to one that erases it. */
export type SaveWrite = Extract<RecordWrite, { type: 'save' }>;

/** A case in the default space with an id of its own. */
export function aSubject(over: Partial<Subject> = {}): Subject {
  return { space: 'default', kind: 'case', id: randomUUID(), ...over };
}

/** A person. */
export function anActor(over: Partial<Actor> = {}): Actor {
  return { kind: 'user', username: 'ana.garcia', fullName: 'Ana García', email: 'ana@example.com', ...over };
}

/** A change of one field. */
export function aChange(after = 'after', field = 'title'): Change {
  return { type: 'field', field, before: 'before', after };
}

/** A mutation with one change at a fixed time. */
function aMutation(over: Partial<Mutation> = {}): Mutation {
  return {
    state: { title: 'after' },
    changes: [aChange()],
    actor: anActor(),
    at: new Date('2024-05-06T07:08:09.123Z'),
    ...over,
  };
}

/** A comment as an attachment. */
export function anAttachment(over: Partial<Attachment> = {}): Attachment {
  return { id: randomUUID(), revision: 1, createdSeq: 1, state: { comment: 'hello' }, ...over };
}

/** The write that starts a record; without `number` it gets 1, which is fine where numbers do not matter. */
export function aCreation(
  subject: Subject,
  over: Partial<Mutation> & { owner?: string; number?: number } = {},
): SaveWrite {
  const { owner = 'cases', number = 1, ...mutation } = over;
  return saving(creation({ subject, owner, number }, aMutation(mutation)));
}

/** The write that continues a record. */
export function aContinuation(head: RecordHead, over: Partial<Mutation> = {}): SaveWrite {
  return saving(continuation(head, aMutation(over)));
}

/** A window with ascending order and room for everything. */
export function aWindow(over: Partial<Window> = {}): Window {
  return { order: 'asc', skip: 0, limit: 1_000_000, ...over };
}

/** The entries of a window of the history that the head counts, all portions together. */
export async function entriesOf(store: ActivityStore, head: RecordHead, window: Window): Promise<Activity[]> {
  const activities: Activity[] = [];
  for await (const portion of store.entries(head, window)) activities.push(...portion);
  return activities;
}

/** A record's head and what a window means of its history; `undefined` if there is no such record. */
export async function pageOf(
  store: ActivityStore,
  subject: Subject,
  window: Window,
): Promise<{ readonly head: RecordHead; readonly activities: readonly Activity[] } | undefined> {
  const head = await store.head(subject);
  return head === undefined ? undefined : { head, activities: await entriesOf(store, head, window) };
}

/** Commits on top of whatever is there, as often as it takes; answers what was written. */
export async function append(
  store: ActivityStore,
  subject: Subject,
  mutation: (head: RecordHead | undefined) => Partial<Mutation>,
): Promise<SaveWrite> {
  for (;;) {
    const head = await store.head(subject);
    const write =
      head === undefined ? aCreation(subject, mutation(head)) : aContinuation(head, mutation(head));
    try {
      await store.commit([write]);
      return write;
    } catch (error) {
      if (!isActivityError(error, 'VERSION_CONFLICT')) throw error;
    }
  }
}

function saving(write: RecordWrite): SaveWrite {
  if (write.type === 'save') return write;
  throw new Error('A builder made an erasing write.');
}
