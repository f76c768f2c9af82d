import type { Change } from '../../server/domain/activity.js';
import { STATE } from '../support/histories.js';

const COMMENT =
  'The sender was blocked on the gateway, and the three people who got the mail have been told.';
const LEVELS = ['low', 'medium', 'high', 'critical'];

/**
 * What the entry of a usual history is about: first the record is created; then of ten entries seven change a field,
 * one the tags, one adds a comment and one changes that.
 */
export function changeAt(seq: number): Change {
  if (seq === 1) return { type: 'created', snapshot: STATE };
  switch (seq % 10) {
    case 3: {
      const [verb, added] = seq % 20 === 3 ? (['added', seq] as const) : (['removed', seq - 10] as const);
      return { type: 'items', field: 'tags', verb, items: [`tag ${String(added)}`] };
    }
    case 6:
      return {
        type: 'comment',
        verb: 'created',
        commentId: `c${String(seq)}`,
        comment: { comment: COMMENT },
      };
    case 9: {
      const [before, comment] = [{ comment: COMMENT }, { comment: `${COMMENT} So has their manager.` }];
      return { type: 'comment', verb: 'updated', commentId: `c${String(seq - 3)}`, comment, before };
    }
    default:
      return {
        type: 'field',
        field: seq % 2 === 0 ? 'severity' : 'status',
        before: LEVELS[seq % LEVELS.length] ?? null,
        after: LEVELS[(seq + 1) % LEVELS.length] ?? null,
      };
  }
}
