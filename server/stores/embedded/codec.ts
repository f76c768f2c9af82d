import type { Activity, Actor, Change, Context, Seal, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import { isJsonArray } from '../../domain/json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import { storedActor, storedChange, storedContext, storedSeal } from '../../domain/stored_entry.js';

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
  continuity?: Continuity,
];

/** What later commits go on from; absent in heads of format 1. */
type Continuity = Pick<RecordHead, 'chain' | 'erasedParts' | 'feeds' | 'recentKeys'>;

/** An entry without what its key says; `at` in epoch milliseconds. */
type StoredActivity = readonly [
  id: string,
  at: number,
  owner: string,
  actor: Actor,
  change: Change,
  context?: Context | null,
  seal?: StoredSeal,
];

/** The last two only after an erasure. */
type StoredSeal = readonly [
  hash: string,
  salt: string | null,
  signature?: string | null,
  salts?: Seal['salts'],
  digests?: Seal['digests'],
];

/** The same as it is read: what an earlier version wrote as actor and change may be any JSON. */
type Readback = readonly [
  id: string,
  at: number,
  owner: string,
  actor: Json,
  change: Json,
  context?: Json,
  seal?: Json,
];

type StoredAttachment = readonly [id: string, revision: number, createdSeq: number, state: JsonObject];

/** @throws INTERNAL_ERROR when `lastAt` is no time */
export function encodeHead(head: RecordHead): string {
  const { chain, erasedParts, feeds, recentKeys } = head;
  const stored: StoredHead = [
    head.number,
    head.owner,
    head.revision,
    head.seq,
    epoch(head.lastAt),
    head.deleted,
    head.counts,
    head.state,
    { chain, erasedParts, feeds, recentKeys },
  ];
  return exactJson(stored);
}

/** The head that `encodeHead` was given. @throws INTERNAL_ERROR when the text is not from there */
export function decodeHead(subject: Subject, text: string): RecordHead {
  const [number, owner, revision, seq, lastAt, deleted, counts, state, continuity] = fromText(
    text,
  ) as StoredHead;
  const head = { subject, number, owner, revision, seq, counts, lastAt: new Date(lastAt), deleted, state };
  return { ...head, ...continuity };
}

/** The record's number in what `encodeHead` answered: without the state, which may be large. */
export function numberOfHead(text: string): number {
  return Number(text.slice(1, text.indexOf(',')));
}

/** @throws INTERNAL_ERROR when `at` is no time */
export function encodeActivity(activity: Activity): string {
  const { id, at, owner, actor, change, context, seal } = activity;
  const plain = [id, epoch(at), owner, actor, change] as const;
  const stored: StoredActivity =
    seal === undefined
      ? context === undefined
        ? plain
        : [...plain, context]
      : [...plain, context ?? null, encodedSeal(seal)];
  return exactJson(stored);
}

/** The entry that `encodeActivity` was given. @throws INTERNAL_ERROR when the text is not from there */
export function decodeActivity(subject: Subject, seq: number, text: string): Activity {
  const [id, at, owner, actor, change, around, tie] = fromText(text) as Readback;
  const context = storedContext(around);
  const seal = decodedSeal(tie);
  return {
    id,
    seq,
    subject,
    owner,
    at: new Date(at),
    actor: storedActor(actor),
    change: storedChange(change),
    ...(context !== undefined && { context }),
    ...(seal !== undefined && { seal }),
  };
}

/** Whether the stored text is that of an entry of which values are erased: only then its seal ends with an object. */
export function hasErasedParts(text: string): boolean {
  return text.endsWith('}]]');
}

function encodedSeal({ hash, salt, signature, salts, digests }: Seal): StoredSeal {
  const plain = [hash, salt ?? null] as const;
  if (salts !== undefined || digests !== undefined) {
    return [...plain, signature ?? null, salts ?? {}, digests ?? {}];
  }
  return signature === undefined ? plain : [...plain, signature];
}

function decodedSeal(stored: Json | undefined): Seal | undefined {
  if (!isJsonArray(stored)) return undefined;
  const [hash, salt, signature, salts, digests] = stored;
  return storedSeal({ hash, salt, signature, salts, digests });
}

/** The attachment as text. */
export function encodeAttachment(attachment: Attachment): string {
  const { id, revision, createdSeq, state } = attachment;
  const stored: StoredAttachment = [id, revision, createdSeq, state];
  return exactJson(stored);
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
