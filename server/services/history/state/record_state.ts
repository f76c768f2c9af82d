import type { JsonObject } from '../../../domain/json.js';

/** A comment as the entries say it was. */
export interface CommentState {
  readonly id: string;
  readonly createdSeq: number;
  /** `seq` of the newest entry about it. */
  readonly updatedSeq: number;
  /** The body; `{ erased: true }` when that was erased. */
  readonly comment: JsonObject;
}

/** A record as its entries up to one of them say it was (N3.2). Frozen in depth: caches share it. */
export interface RecordState {
  readonly seq: number;
  /** Of that entry. */
  readonly at: Date;
  /** An erased value is `{ erased: true }`. */
  readonly state: JsonObject;
  /** In the order of creation, without those that are deleted. */
  readonly comments: readonly CommentState[];
}
