import type { Activity } from '../../../domain/activity.js';
import { CommentReplay } from './comment_replay.js';
import { FieldReplay } from './field_replay.js';
import type { RecordState } from './record_state.js';
import { shownChange } from './shown_change.js';

/** Before the first entry. */
const NOTHING: RecordState = { seq: 0, at: new Date(0), state: {}, comments: [] };

/** A record while its entries are applied to it, oldest first. */
export class RecordReplay {
  readonly #fields: FieldReplay;
  readonly #comments: CommentReplay;
  #seq: number;
  #at: Date;

  /** Goes on behind `start`; by default before the first entry. */
  constructor({ seq, at, state, comments }: RecordState = NOTHING) {
    this.#fields = new FieldReplay(state);
    this.#comments = new CommentReplay(comments);
    this.#seq = seq;
    this.#at = at;
  }

  /** `seq` of the last entry; 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** About how many bytes the record takes in memory as it is now. */
  get bytes(): number {
    return this.#fields.bytes + this.#comments.bytes;
  }

  /** The next entry. */
  apply(activity: Activity): void {
    const change = shownChange(activity);
    if (change.type === 'comment') this.#comments.apply(activity.seq, change);
    else this.#fields.apply(change);
    this.#seq = activity.seq;
    this.#at = activity.at;
  }

  /** The record as it is now; neither later entries nor whoever gets it change what others have of it. */
  state(): RecordState {
    return Object.freeze({
      seq: this.#seq,
      // A date cannot be frozen.
      at: new Date(this.#at),
      state: this.#fields.state(),
      comments: this.#comments.list(),
    });
  }
}
