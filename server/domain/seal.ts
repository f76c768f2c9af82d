import { createHash, createHmac, hash as digest } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { Activity, Change, Seal } from './activity.js';
import { facetOf } from './activity.js';
import type { Json } from './json.js';

/** How far the chain of a record goes: `hash` is that of the entry `seq`. */
export interface Chain {
  readonly seq: number;
  readonly hash: string;
  /** Entries up to this one were sealed by adoption, later than they were written (N10.7); absent: none was. */
  readonly adopted?: number | undefined;
}

/** Where an entry stands. */
export interface Place {
  /** The record's number. */
  readonly number: number;
  /** Hash of the record's entry before. */
  readonly prev: string;
}

/** The chain of a record whose entries are adopted up to this one. */
export function adoptedChain({ seq, seal: { hash } }: Activity & { readonly seal: Seal }): Chain {
  return { seq, hash, adopted: seq };
}

/** `prev` of the first entry of a record. */
export const NO_ENTRY = 'A'.repeat(43);

const SALT_BYTES = 16;
/** Leaves and nodes of the tree are hashed apart (RFC 6962). */
const LEAF_PREFIX = Buffer.from([0]);

/** The seal of an entry that has all its values (N10.1). @param salt 32 random bytes */
export function sealed(activity: Activity, place: Place, salt: Uint8Array): Seal {
  const hash = hashOf(leafOf({ ...activity, seal: { salt: base64url(salt), hash: '' } }, place));
  return { salt: base64url(salt), hash };
}

/**
 * The leaf of a sealed entry, computed anew from its values, its salts and the digests of what is erased (N10.1).
 * @throws TypeError when a part has neither salt nor digest
 */
export function leafOf(activity: Activity, { number, prev }: Place): string {
  const { subject, owner, seq, id, at, change } = activity;
  const { space, kind, id: record } = subject;
  const key = change.type === 'field' ? change.key : undefined;
  const comment = change.type === 'comment' ? change.commentId : undefined;
  return canonicalize({
    v: 1,
    space,
    kind,
    id: record,
    number,
    owner,
    seq,
    entry: id,
    at: at.toISOString(),
    facet: facetOf(change),
    ...(key === undefined ? {} : { key }),
    ...(comment === undefined ? {} : { comment }),
    parts: digestsOf(activity),
    prev,
  });
}

/** The hash of a leaf: that of RFC 6962, base64url. */
export function hashOf(leaf: string): string {
  return createHash('sha256').update(LEAF_PREFIX).update(leaf).digest('base64url');
}

/** Neighbouring entries of a record, by `seq`, both included. */
interface Entries {
  readonly from: number;
  readonly to: number;
}

/**
 * What is signed of a commit (N10.2). @param name `<origin>/<space>` @param hash that of its last entry, base64url
 */
export function commitText(name: string, { from, to }: Entries, hash: string): string {
  return `case-activity/commit/v1\n${name}\n${String(from)}-${String(to)}\n${hash}\n`;
}

/** The salt of one part (N10.1). @param salt the entry's 32 bytes, base64url */
export function partSalt(salt: string, name: string): string {
  // As a text of one character a byte: that takes half the time of a buffer, and each entry has several.
  const bytes = createHmac('sha256', Buffer.from(salt, 'base64url')).update(name).digest('binary');
  return Buffer.from(bytes.slice(0, SALT_BYTES), 'binary').toString('base64url');
}

/** The digest by which a leaf commits to a part: what SD-JWT (RFC 9901) makes, of canonical JSON. */
export function partDigest(salt: string, name: string, value: Json): string {
  return digest('sha256', canonicalize([salt, name, value]), 'base64url');
}

/** What an entry says about people and values, by name; members without a value do not exist (N10.1). */
export function partsOf({ actor, context, change }: Activity): readonly (readonly [string, Json])[] {
  const parts: readonly (readonly [string, unknown])[] = [
    ['actor', actor],
    ['context', context],
    ...changeParts(change),
  ];
  // What is left are JSON values: actors and contexts have members that are texts or absent.
  return parts.filter((part): part is readonly [string, Json] => part[1] !== undefined);
}

function changeParts(change: Change): readonly (readonly [string, unknown])[] {
  switch (change.type) {
    case 'created':
      return Object.entries(change.snapshot).map(([member, value]) => [`snapshot/${member}`, value]);
    case 'field':
      return [
        ['before', change.before],
        ['after', change.after],
      ];
    case 'items':
      return [['items', change.items]];
    case 'comment':
      return [
        ['comment', change.comment],
        ['before', change.before],
      ];
    case 'pushed':
      return [['externalService', change.externalService]];
    case 'deleted':
      return [];
    case 'statement':
      return [['details', change.details]];
  }
}

function digestsOf(activity: Activity): Readonly<Record<string, string>> {
  const { salt, salts = {}, digests = {} } = activity.seal ?? {};
  const present = partsOf(activity)
    .filter(([name]) => !Object.hasOwn(digests, name))
    .map(([name, value]) => {
      const own = salt === undefined ? saltIn(salts, name) : partSalt(salt, name);
      return [name, partDigest(own, name, value)] as const;
    });
  // Entries of an object: a member may be called `__proto__`.
  return Object.fromEntries([...Object.entries(digests), ...present]);
}

function saltIn(salts: Readonly<Record<string, string>>, name: string): string {
  const salt = Object.hasOwn(salts, name) ? salts[name] : undefined;
  if (salt === undefined) throw new TypeError(`The entry has no salt for ${name}.`);
  return salt;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
