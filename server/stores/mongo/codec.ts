import { createHash } from 'node:crypto';
import type { Activity, Actor, Change, Subject } from '../../domain/activity.js';
import { facetOf } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import { isStorableId } from '../../domain/record.js';
import type { Attachment, AttachmentWrite, RecordHead } from '../../domain/record.js';
import type { AttachmentDocument, EntryDocument, FacetCount, HeadFields, OutboxItem } from './collections.js';

/** Longer facets are indexed by their digest, so that no index entry grows with a host's field name. */
const MAX_FACET_LENGTH = 120;

/** Whether every part of the subject can be stored; any other subject names nothing. */
export function isStorable(subject: Subject): boolean {
  return isStorableId(subject.space) && isStorableId(subject.kind) && isStorableId(subject.id);
}

/**
 * The `_id` of a record: `space/kind/id`, with `/` and `%` escaped in the first two, so that no two
 * subjects share one.
 */
export function recordKey(subject: Subject): string {
  const escaped = (part: string): string => part.replaceAll('%', '%25').replaceAll('/', '%2F');
  return `${escaped(subject.space)}/${escaped(subject.kind)}/${subject.id}`;
}

/** The subject that `recordKey` was given. */
export function subjectOfKey(key: string): Subject {
  const plain = (part: string): string => part.replaceAll('%2F', '/').replaceAll('%25', '%');
  const first = key.indexOf('/');
  const second = key.indexOf('/', first + 1);
  return {
    space: plain(key.slice(0, first)),
    kind: plain(key.slice(first + 1, second)),
    id: key.slice(second + 1),
  };
}

/**
 * The shard key of a record's entries and attachments: 22 characters, different for every record and, since
 * record numbers are never reused, for every life of an id that was erased and created anew.
 */
export function historyId(subject: Subject, number: number): string {
  const identity = JSON.stringify([subject.space, subject.kind, subject.id, number]);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
}

/** JSON text from which `JSON.parse` gives exactly the value back, negative zero included. */
function jsonText(value: unknown): string {
  return hasNegativeZero(value) ? exactText(value) : JSON.stringify(value);
}

/** What a head looks like inside its document; `headOf` is the way back. */
export function headFields(head: RecordHead): HeadFields {
  return {
    revision: head.revision,
    number: head.number,
    owner: head.owner,
    seq: head.seq,
    counts: Object.entries(head.counts).map(([facet, n]): FacetCount => {
      const f = facetKey(facet);
      return f === facet ? { f, n } : { f, n, t: jsonText(facet) };
    }),
    lastAt: head.lastAt,
    deleted: head.deleted,
    state: jsonText(head.state),
  };
}

/** The head that `headFields` wrote. */
export function headOf(subject: Subject, fields: HeadFields): RecordHead {
  return {
    subject,
    number: fields.number,
    owner: fields.owner,
    revision: fields.revision,
    seq: fields.seq,
    counts: Object.fromEntries(
      fields.counts.map(({ f, n, t }) => [t === undefined ? f : (parsed(t) as string), n]),
    ),
    lastAt: fields.lastAt,
    deleted: fields.deleted,
    state: parsed(fields.state) as JsonObject,
  };
}

/** What one commit leaves in the outbox; `undefined` when it writes neither entries nor attachments. */
export function outboxItem(
  head: RecordHead,
  activities: readonly Activity[],
  attachments: readonly AttachmentWrite[],
): OutboxItem | undefined {
  if (activities.length === 0 && attachments.length === 0) return undefined;
  return {
    rev: head.revision,
    entries: entriesOf(head, activities),
    attachments: attachments.map((write) => attachmentDocument(write)),
  };
}

/** The entry that `outboxItem` wrote. */
export function activityOf(subject: Subject, entry: Omit<EntryDocument, 'facet' | 'ordinal'>): Activity {
  const { actor, change } = parsed(entry.body) as { actor: Actor; change: Change };
  const { id, seq, owner, at } = entry;
  return { id, seq, subject, owner, at, actor, change };
}

/** The attachment that `outboxItem` wrote; `undefined` for one that was removed. */
export function attachmentOf(document: AttachmentDocument): Attachment | undefined {
  if (document.state === undefined) return undefined;
  const { id, revision, createdSeq } = document;
  return { id, revision, createdSeq, state: parsed(document.state) as JsonObject };
}

/** How a facet stands in the index: itself, or a digest when it is long or holds control characters. */
export function facetKey(facet: string): string {
  const plain = facet.length <= MAX_FACET_LENGTH && facet.isWellFormed() && !/^~|\p{Cc}/u.test(facet);
  return plain ? facet : `~${createHash('sha256').update(JSON.stringify(facet)).digest('base64url')}`;
}

/** Each entry with its number within its facet: the head counts them, so the last one has the head's count. */
function entriesOf(head: RecordHead, activities: readonly Activity[]): EntryDocument[] {
  const left = new Map(Object.entries(head.counts));
  return [...activities]
    .reverse()
    .map((activity): EntryDocument => {
      const facet = facetOf(activity.change);
      const ordinal = left.get(facet) ?? 0;
      if (ordinal < 1) throw new ActivityError('INTERNAL_ERROR', 'The head does not count its entries.');
      left.set(facet, ordinal - 1);
      return entryDocument(activity, { facet, ordinal });
    })
    .reverse();
}

/** An entry at its place; `activityOf` is the way back. */
export function entryDocument(
  activity: Activity,
  { facet, ordinal }: { readonly facet: string; readonly ordinal: number },
): EntryDocument {
  const { id, seq, owner, at, actor, change } = activity;
  return { seq, facet: facetKey(facet), ordinal, id, owner, at, body: jsonText({ actor, change }) };
}

/** An attachment as a write leaves it; `attachmentOf` is the way back. */
export function attachmentDocument(write: AttachmentWrite): AttachmentDocument {
  if (write.type === 'remove') return { id: write.id, revision: 0, createdSeq: 0 };
  const { id, revision, createdSeq, state } = write.attachment;
  return { id, revision, createdSeq, state: jsonText(state) };
}

function hasNegativeZero(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.values(value).some(hasNegativeZero)
    : Object.is(value, -0);
}

function exactText(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${exactText(member)}`).join(',')}}`;
}

/** What `jsonText` wrote. The callers say what that was: only this store writes these texts. */
function parsed(text: string): unknown {
  return JSON.parse(text);
}
