import type { Activity, Actor, Change, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { Attachment, RecordHead } from '../../domain/record.js';

// The seam to stored text: what was encoded as one of these is decoded as the same by `as`.

/** A head without what its key says; `lastAt` in epoch milliseconds. */
type StoredHead = readonly [
  number: number,
  owner: string,
  revision: number,
  seq: number,
  lastAt: number,
  deleted: boolean,
  counts: Readonly<Record<string, number>>,
  state: JsonObject,
];

/** An entry without what its key says; `at` in epoch milliseconds. */
type StoredActivity = readonly [id: string, at: number, owner: string, actor: Actor, change: Change];

type StoredAttachment = readonly [id: string, revision: number, createdSeq: number, state: JsonObject];

/** @throws INTERNAL_ERROR when `lastAt` is no time */
export function encodeHead(head: RecordHead): string {
  const stored: StoredHead = [
    head.number,
    head.owner,
    head.revision,
    head.seq,
    epoch(head.lastAt),
    head.deleted,
    head.counts,
    head.state,
  ];
  return toText(stored);
}

/** The head that `encodeHead` was given. @throws INTERNAL_ERROR when the text is not from there */
export function decodeHead(subject: Subject, text: string): RecordHead {
  const [number, owner, revision, seq, lastAt, deleted, counts, state] = fromText(text) as StoredHead;
  return { subject, number, owner, revision, seq, counts, lastAt: new Date(lastAt), deleted, state };
}

/** @throws INTERNAL_ERROR when `at` is no time */
export function encodeActivity(activity: Activity): string {
  const { id, at, owner, actor, change } = activity;
  const stored: StoredActivity = [id, epoch(at), owner, actor, change];
  return toText(stored);
}

/** The entry that `encodeActivity` was given. @throws INTERNAL_ERROR when the text is not from there */
export function decodeActivity(subject: Subject, seq: number, text: string): Activity {
  const [id, at, owner, actor, change] = fromText(text) as StoredActivity;
  return { id, seq, subject, owner, at: new Date(at), actor, change };
}

/** The attachment as text. */
export function encodeAttachment(attachment: Attachment): string {
  const { id, revision, createdSeq, state } = attachment;
  const stored: StoredAttachment = [id, revision, createdSeq, state];
  return toText(stored);
}

/** The attachment that `encodeAttachment` was given. @throws INTERNAL_ERROR when the text is not from there */
export function decodeAttachment(text: string): Attachment {
  const [id, revision, createdSeq, state] = fromText(text) as StoredAttachment;
  return { id, revision, createdSeq, state };
}

function epoch(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new ActivityError('INTERNAL_ERROR', 'A time to be stored is no time.');
  return time;
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ActivityError('INTERNAL_ERROR', 'A stored value cannot be read.', { cause });
  }
}

/** JSON that also keeps -0, which JSON.parse reads but JSON.stringify writes as 0. */
function toText(value: unknown): string {
  return hasNegativeZero(value) ? exactText(value) : JSON.stringify(value);
}

function hasNegativeZero(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0);
  return Object.values(value).some(hasNegativeZero);
}

function exactText(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${exactText(member)}`).join(',')}}`;
}
