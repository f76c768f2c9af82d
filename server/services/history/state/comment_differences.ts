import { sameJson } from '../../../domain/json.js';
import type { CommentState } from './record_state.js';

/** Comments that differ between two moments, by id; one that came and went in between is in none of the lists. */
export interface CommentDifferences {
  /** In the order of creation, as the other two. */
  readonly created: readonly string[];
  /** There at both moments, with another body. */
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
}

/** Which comments came, changed and went. */
export function commentDifferences(
  before: readonly CommentState[],
  after: readonly CommentState[],
): CommentDifferences {
  const [old, now] = [bodies(before), bodies(after)];
  return {
    created: idsOf(after, (id) => !old.has(id)),
    updated: idsOf(after, (id) => old.has(id) && !sameJson(old.get(id), now.get(id))),
    deleted: idsOf(before, (id) => !now.has(id)),
  };
}

function bodies(comments: readonly CommentState[]): ReadonlyMap<string, CommentState['comment']> {
  return new Map(comments.map(({ id, comment }) => [id, comment]));
}

function idsOf(comments: readonly CommentState[], chosen: (id: string) => boolean): string[] {
  return comments.map(({ id }) => id).filter(chosen);
}
