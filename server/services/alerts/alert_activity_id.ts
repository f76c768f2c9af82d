import { MAX_SEQ } from '../../../common/constants.js';

/** Room for the entries of one record: an id is its number times this, plus `seq` (C3). */
const SPAN = MAX_SEQ + 1;

/** The numeric id of a record's entry. Bit operators work on 32 bits and would be wrong here. */
export function activityIdOf(number: number, seq: number): number {
  return number * SPAN + seq;
}

/** The record number and `seq` a numeric id is made of. */
export function activityIdParts(id: number): { readonly number: number; readonly seq: number } {
  return { number: Math.floor(id / SPAN), seq: id % SPAN };
}
