import type { Change } from '../../../domain/activity.js';
import { frozenSize, textSize } from './frozen_size.js';
import type { CommentState } from './record_state.js';

/** A record's comments while changes are applied to them; each costs its own size. */
export class CommentReplay {
  readonly #comments = new Map<string, CommentState>();
  #bytes = 0;
  #list: readonly CommentState[] | undefined;

  constructor(comments: readonly CommentState[]) {
    for (const comment of comments) this.#put(comment);
  }

  /** About how many bytes the comments take in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * What an entry says about a comment. One that is created again is another; one that is changed though nothing is
   * known of it was created then.
   */
  apply(seq: number, { verb, commentId: id, comment }: Extract<Change, { type: 'comment' }>): void {
    const former = this.#comments.get(id);
    if (former !== undefined) this.#bytes -= sizeOf(former);
    if (verb !== 'updated') this.#comments.delete(id);
    this.#list = undefined;
    if (verb === 'deleted') return;
    const createdSeq = verb === 'updated' ? (former?.createdSeq ?? seq) : seq;
    this.#put(Object.freeze({ id, createdSeq, updatedSeq: seq, comment }));
  }

  /** The comments as they are now, in the order of creation, frozen in depth; the same list until the next change. */
  list(): readonly CommentState[] {
    this.#list ??= Object.freeze([...this.#comments.values()]);
    return this.#list;
  }

  #put(comment: CommentState): void {
    this.#comments.set(comment.id, comment);
    this.#bytes += sizeOf(comment);
  }
}

function sizeOf({ id, comment }: CommentState): number {
  return textSize(id) + frozenSize(comment);
}
