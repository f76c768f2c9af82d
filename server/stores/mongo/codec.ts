import { createHash } from 'node:crypto';
import type { Activity, Seal, Subject } from '../../domain/activity.js';
import { facetOf } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isStorableId } from '../../domain/record.js';
import type { AttachmentWrite, RecordHead } from '../../domain/record.js';
import { storedActor, storedChange, storedContext, storedSeal } from '../../domain/stored_entry.js';
import { attachmentDocument } from './attachments/attachment_documents.js';
import type { EntryDocument, FacetCount, HeadFields, OutboxItem } from './documents.js';

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
  return `${escaped(subject.space)}/${escaped(subject.kind)}/${subject.id}`;
}

/** Between which keys those of a space's records are, without both; `0` comes right behind `/`. */
export function keysOfSpace(space: string): { readonly from: string; readonly to: string } {
  return { from: `${escaped(space)}/`, to: `${escaped(space)}0` };
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

function escaped(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('/', '%2F');
}

/** What a head looks like inside its document; `headOf` is the way back. */
export function headFields(head: RecordHead): HeadFields {
  const { chain, erasedParts, feeds, recentKeys } = head;
  return {
    revision: head.revision,
    number: head.number,
    owner: head.owner,
    seq: head.seq,
    counts: Object.entries(head.counts).map(([facet, n]): FacetCount => {
      const f = facetKey(facet);
      return f === facet ? { f, n } : { f, n, t: exactJson(facet) };
    }),
    lastAt: head.lastAt,
    deleted: head.deleted,
    state: exactJson(head.state),
    ...(chain !== undefined && { chain }),
    ...(erasedParts !== undefined && { erasedParts }),
    ...(feeds !== undefined && {
      feeds: Object.entries(feeds).map(([id, position]) => ({ id, position })),
    }),
    ...(recentKeys !== undefined && { recentKeys }),
  };
}

/** The head that `headFields` wrote. */
export function headOf(subject: Subject, fields: HeadFields): RecordHead {
  const { chain, erasedParts, feeds, recentKeys } = fields;
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
    ...(chain !== undefined && { chain }),
    ...(erasedParts !== undefined && { erasedParts }),
    ...(feeds !== undefined && {
      feeds: Object.fromEntries(feeds.map(({ id, position }) => [id, position])),
    }),
    ...(recentKeys !== undefined && { recentKeys }),
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
    attachments: attachments.map((write) => attachmentDocument(head.subject, write)),
  };
}

/** The entry that `outboxItem` wrote. */
export function activityOf(subject: Subject, entry: Omit<EntryDocument, 'facet' | 'ordinal'>): Activity {
  const stored = parsed(entry.body) as { actor: Json; change: Json; context?: Json };
  const { id, seq, owner, at } = entry;
  const context = storedContext(stored.context);
  const seal = sealOf(entry);
  return {
    id,
    seq,
    subject,
    owner,
    at,
    actor: storedActor(stored.actor),
    change: storedChange(stored.change),
    ...(context !== undefined && { context }),
    ...(seal !== undefined && { seal }),
  };
}

/** A seal as fields of its entry; `sealOf` is the way back. */
export function sealFields(seal: Seal | undefined): Pick<EntryDocument, 'x' | 'y' | 'z' | 'e'> {
  if (seal === undefined) return {};
  const { salt, hash, signature, salts = {}, digests } = seal;
  return {
    ...(salt !== undefined && { x: Buffer.from(salt, 'base64url') }),
    y: Buffer.from(hash, 'base64url'),
    ...(signature !== undefined && { z: Buffer.from(signature, 'base64url') }),
    ...(digests !== undefined && { e: exactJson({ salts, digests }) }),
  };
}

/** The seal that `sealFields` wrote. */
export function sealOf({ x, y, z, e }: Pick<EntryDocument, 'x' | 'y' | 'z' | 'e'>): Seal | undefined {
  const erased = e === undefined ? {} : (parsed(e) as { salts: Json; digests: Json });
  return storedSeal({ salt: base64url(x), hash: base64url(y), signature: base64url(z), ...erased });
}

function base64url(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('base64url');
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
  const { id, seq, owner, at, actor, change, context, seal } = activity;
  const body = exactJson({ actor, change, context });
  return { seq, facet: facetKey(facet), ordinal, id, owner, at, body, ...sealFields(seal) };
}

/** What `exactJson` wrote. The callers say what that was: only this store writes these texts. */
function parsed(text: string): unknown {
  return JSON.parse(text);
}
