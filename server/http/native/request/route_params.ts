import { MAX_SEQ } from '../../../../common/constants.js';
import type { Access } from '../../../access/access.js';
import type { Subject } from '../../../domain/activity.js';
import { invalidRequest } from './faults.js';

/** Path parameters of a record's routes. */
export interface RecordParams {
  readonly kind: string;
  readonly id: string;
}

/** Path parameters of one entry. */
export interface EntryParams extends RecordParams {
  readonly seq: string;
}

/** The record that a path names. */
export function subjectOf({ space }: Access, { kind, id }: RecordParams): Subject {
  return { space: space.id, kind, id };
}

/**
 * The `seq` that a path names.
 * @throws INVALID_REQUEST
 */
export function seqOf({ seq }: EntryParams): number {
  const number = /^\d{1,7}$/.test(seq) ? Number(seq) : 0;
  if (number >= 1 && number <= MAX_SEQ) return number;
  const detail = `must be an integer from 1 to ${String(MAX_SEQ)}`;
  throw invalidRequest([{ parameter: 'seq', detail }]);
}
