import { createHash } from 'node:crypto';
import type { Subject } from '../../../domain/activity.js';
import { TEXT_RANKS } from '../../../domain/listing.js';
import type { Listing, Rank } from '../../../domain/listing.js';
import type { RecordQuery } from '../../../domain/record_list.js';
import type { KeyRange } from '../keys.js';
import type { ListPlace } from './list_database.js';

/** By what a list is ordered that is found by a term. */
export const TERM_RANK: Rank = 'createdAt';

/** Which list: of which records, and by what they are found there or how they are ordered. */
export interface ListName extends Pick<Subject, 'space' | 'kind'> {
  readonly audience: string;
  /** In an order, records that have a place and those without one are two lists. */
  readonly by: { readonly term: string } | { readonly rank: Rank; readonly placed: boolean };
}

const NUMBER_BYTES = 7;
const VALUE_BYTES = 8;
const DIGEST_BYTES = 16;

/** Stands behind every place: the bytes of a number, and of a text's first character, are less. */
const END = Buffer.of(255, 255);

/** The key of a list. */
export function listKey({ space, kind, audience, by }: ListName): Buffer {
  const list = 'term' in by ? `t${by.term}` : `${by.placed ? 'r' : 'n'}${by.rank}`;
  return Buffer.concat([Buffer.from(`${space}\0${kind}\0`), digest(audience), digest(list)]);
}

/** The places on a list of those created then; of all if it is not in the order of creation, or nothing is said. */
export function placesOf(name: ListName, created: RecordQuery['created'] = {}): KeyRange {
  const at = (time: number | undefined, edge: Buffer): Buffer =>
    time === undefined || !isByCreation(name) ? edge : valueBytes(time);
  return { start: at(created.from, Buffer.alloc(0)), end: at(created.to, END) };
}

/** Whether a list is in the order of creation. */
export function isByCreation({ by }: ListName): boolean {
  return 'term' in by || (by.rank === TERM_RANK && by.placed);
}

/** A record and what lists know of it. */
export type Listed = Subject & Listing & { readonly number: number };

/** The place of a record on the list of one of its terms. */
export function termPlace(listed: Listed, term: string): ListPlace {
  return placeOf(listed, { term }, listed.ranks[TERM_RANK]);
}

/** The same on the list of one order. */
export function rankPlace(listed: Listed, rank: Rank): ListPlace {
  const value = listed.ranks[rank];
  return placeOf(listed, { rank, placed: value !== undefined }, value);
}

/** What a place says: the bytes that order it, which end with the record's number, and the id of the record. */
export function readPlace(place: Buffer, { by }: ListName): { readonly order: Buffer; readonly id: string } {
  const end = valueEnd(place, by) + NUMBER_BYTES;
  return { order: place.subarray(0, end), id: place.toString('utf8', end) };
}

/** The record's number, with which every order ends. */
export function numberIn(order: Buffer): number {
  const at = order.length - NUMBER_BYTES;
  return order.readUIntBE(at, 4) * 2 ** 24 + order.readUIntBE(at + 4, 3);
}

function placeOf({ number, id, ...listed }: Listed, by: ListName['by'], value?: number | string): ListPlace {
  const order = value === undefined ? Buffer.alloc(0) : valueBytes(value);
  return {
    list: listKey({ ...listed, by }),
    place: Buffer.concat([order, numberBytes(number), Buffer.from(id)]),
  };
}

/** Where the value that orders a place ends. */
function valueEnd(place: Buffer, by: ListName['by']): number {
  if ('term' in by) return VALUE_BYTES;
  if (!by.placed) return 0;
  return TEXT_RANKS.some((rank) => rank === by.rank) ? place.indexOf(0) + 1 : VALUE_BYTES;
}

function valueBytes(value: number | string): Buffer {
  // Ends with NUL, which sorts before whatever goes on.
  if (typeof value === 'string') return Buffer.from(`${value.replaceAll('\0', '\u0001')}\0`);
  const bytes = Buffer.alloc(VALUE_BYTES);
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
