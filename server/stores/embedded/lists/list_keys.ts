import { createHash } from 'node:crypto';
import type { Subject } from '../../../domain/activity.js';
import type { Listing, Rank } from '../../../domain/listing.js';
import type { RecordQuery } from '../../../domain/record_list.js';
import type { KeyRange } from '../keys.js';

/** By what a list is ordered that is found by a term. */
export const TERM_RANK: Rank = 'createdAt';

/** Which list: of which records, and by what they are found there or how they are ordered. */
export interface ListName extends Pick<Subject, 'space' | 'kind'> {
  readonly audience: string;
  /** In an order, records that have a place and those without one are two lists. */
  readonly by: { readonly term: string } | { readonly rank: Rank; readonly placed: boolean };
}

const NUMBER_BYTES = 7;
const DIGEST_BYTES = 16;

/** The keys of one list: all of its records or, of a list in the order of creation, those created then. */
export function listRange(name: ListName, created: RecordQuery['created'] = {}): KeyRange {
  const { start, end } = wholeRange(name);
  const at = (time: number | undefined, edge: Buffer): Buffer =>
    time === undefined || !isByCreation(name) ? edge : Buffer.concat([start, rankBytes(time)]);
  return { start: at(created.from, start), end: at(created.to, end) };
}

/** Whether a list is in the order of creation. */
function isByCreation({ by }: ListName): boolean {
  return 'term' in by || (by.rank === TERM_RANK && by.placed);
}

function wholeRange(name: ListName): KeyRange {
  const start = prefixOf(name);
  const end = Buffer.from(start);
  // No digest is all ones, so that the last byte can be carried over.
  for (let i = end.length - 1; ; i -= 1) {
    end[i] = ((end[i] ?? 0) + 1) % 256;
    if (end[i] !== 0) return { start, end };
  }
}

/** A record's place on lists. */
export type Listed = Pick<Subject, 'space' | 'kind'> & Listing & { readonly number: number };

/** The key of a record on the list of one of its terms; its value is the record's id. */
export function termKey({ space, kind, audience, ranks, number }: Listed, term: string): Buffer {
  const prefix = prefixOf({ space, kind, audience, by: { term } });
  return Buffer.concat([prefix, rankBytes(ranks[TERM_RANK]), numberBytes(number)]);
}

/** The same on the list of one order. */
export function rankKey({ space, kind, audience, ranks, number }: Listed, rank: Rank): Buffer {
  const prefix = prefixOf({ space, kind, audience, by: { rank, placed: ranks[rank] !== undefined } });
  return Buffer.concat([prefix, rankBytes(ranks[rank]), numberBytes(number)]);
}

/** What follows the list's name in a key: the order within the list. */
export function orderOf(key: Uint8Array, name: ListName): Buffer {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).subarray(prefixOf(name).length);
}

/** The record's number, with which every order ends. */
export function numberIn(order: Buffer): number {
  const at = order.length - NUMBER_BYTES;
  return order.readUIntBE(at, 4) * 2 ** 24 + order.readUIntBE(at + 4, 3);
}

function prefixOf({ space, kind, audience, by }: ListName): Buffer {
  const list = 'term' in by ? `t${by.term}` : `${by.placed ? 'r' : 'n'}${by.rank}`;
  return Buffer.concat([Buffer.from(`\0l${space}\0${kind}\0`), digest(audience), digest(list)]);
}

function rankBytes(value: number | string | undefined): Buffer {
  if (value === undefined) return Buffer.alloc(0);
  // Ends with NUL, which sorts before whatever goes on.
  if (typeof value === 'string') return Buffer.from(`${value.replaceAll('\0', '\u0001')}\0`);
  const bytes = Buffer.alloc(8);
  // What is read back is never -0.
  bytes.writeDoubleBE(value + 0);
  // The bits of positive numbers are in order behind the sign; those of negative ones are reversed.
  const first = bytes[0] ?? 0;
  if (first >= 128) return Buffer.from(bytes.map((byte) => 255 - byte));
  bytes[0] = first + 128;
  return bytes;
}

function numberBytes(number: number): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeUIntBE(Math.floor(number / 2 ** 24), 0, 4);
  bytes.writeUIntBE(number % 2 ** 24, 4, 3);
  return bytes;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}
