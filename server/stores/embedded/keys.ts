import { createHash } from 'node:crypto';
import type { Subject } from '../../domain/activity.js';

/** Keys from `start` up to but without `end`, in byte order. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

/**
 * The keys of one record, all below `space NUL kind NUL id NUL`: no record's keys lie between another's,
 * even when one id begins with the other. At most 1,564 bytes, below the 1,978 that lmdb takes.
 */
export interface RecordKeys {
  readonly head: Buffer;
  activity(seq: number): Buffer;
  /** The `ordinal`-th entry of a facet, from 1. */
  facet(facet: string, ordinal: number): Buffer;
  attachment(id: string): Buffer;
  readonly attachments: KeyRange;
  /** By which keys an attachment is found without its record. */
  indexed(id: string): Buffer;
  readonly allIndexed: KeyRange;
  /** Tells restorations of the record apart while one is under way. */
  readonly restoration: Buffer;
  /** What the seals of entries without one are made from while the record is being adopted. */
  readonly adoption: Buffer;
  /** What lists know of the record. */
  readonly listing: Buffer;
  /** How many of its entries have a position in the log. */
  readonly logged: Buffer;
  /** Entries that have neighbouring positions, the first of them with this `seq`. */
  run(seq: number): Buffer;
  readonly runs: KeyRange;
  readonly everything: KeyRange;
}

/** Where the highest record number given so far is kept: no record's key begins with NUL. */
export const NUMBERS_KEY = Buffer.from('\0numbers');

/** Where the version of the data is kept. */
export const FORMAT_KEY = Buffer.from('\0format');

/** The keys of a record whose space, kind and id are storable, so free of NUL. */
export function recordKeys(subject: Subject): RecordKeys {
  const name = `${subject.space}\0${subject.kind}\0${subject.id}`;
  const activity = Buffer.from(`${name}\0a`);
  const facet = Buffer.from(`${name}\0f`);
  const attachment = Buffer.from(`${name}\0t`);
  const indexed = Buffer.from(`${name}\0k`);
  const run = Buffer.from(`${name}\0p`);
  return {
    head: Buffer.from(`${name}\0h`),
    activity: (seq) => Buffer.concat([activity, ordered(seq)]),
    facet: (value, ordinal) => Buffer.concat([facet, digest(value), ordered(ordinal)]),
    attachment: (id) => Buffer.concat([attachment, digest(id)]),
    attachments: { start: attachment, end: Buffer.from(`${name}\0u`) },
    indexed: (id) => Buffer.concat([indexed, digest(id)]),
    allIndexed: { start: indexed, end: Buffer.from(`${name}\0l`) },
    restoration: Buffer.from(`${name}\0r`),
    adoption: Buffer.from(`${name}\0o`),
    listing: Buffer.from(`${name}\0l`),
    logged: Buffer.from(`${name}\0g`),
    run: (seq) => Buffer.concat([run, ordered(seq)]),
    runs: { start: run, end: Buffer.from(`${name}\0q`) },
    everything: { start: Buffer.from(`${name}\0`), end: Buffer.from(`${name}\x01`) },
  };
}

/** Where the keys of all records of a space are. */
export function keysOfSpace(space: string): KeyRange {
  return { start: Buffer.from(`${space}\0`), end: Buffer.from(`${space}\x01`) };
}

/** The number at the end of an `activity` or `run` key. */
export function seqOfKey(key: Uint8Array): number {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).readUInt32BE(key.byteLength - 4);
}

/** The first key that can belong to a record. */
export const FIRST_RECORD_KEY = Buffer.from([1]);

/** The record that a key of one belongs to. */
export function subjectOfKey(key: Uint8Array): Subject {
  const text = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const [first, second, third] = nuls(text);
  return {
    space: text.toString('utf8', 0, first),
    kind: text.toString('utf8', first + 1, second),
    id: text.toString('utf8', second + 1, third),
  };
}

/** Where the parts of a record's name end. */
function nuls(text: Buffer): readonly [number, number, number] {
  const first = text.indexOf(0);
  const second = text.indexOf(0, first + 1);
  return [first, second, text.indexOf(0, second + 1)];
}

function ordered(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Bytes of a `digest`. */
export const DIGEST_BYTES = 20;

/** Facets and what names attachments come from hosts: any length, NUL, lone surrogates. UTF-16 keeps them apart. */
export function digest(text: string): Buffer {
  return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest().subarray(0, DIGEST_BYTES);
}
