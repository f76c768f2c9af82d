import type { Activity, Change } from '../../../domain/activity.js';
import type { JsonObject } from '../../../domain/json.js';

/** What stands for a value that was erased (N2). */
export const ERASED: JsonObject = Object.freeze({ erased: true });

const SNAPSHOT = 'snapshot/';

/**
 * The change with `{ erased: true }` for each erased value that a state is made of, whatever stands there now. Of a
 * list whose added or removed members are erased nothing certain is left: it is erased as a whole.
 */
export function shownChange({ change, seal }: Activity): Change {
  const digests = seal?.digests;
  if (digests === undefined) return change;
  const isErased = (part: string): boolean => Object.hasOwn(digests, part);
  switch (change.type) {
    case 'created': {
      const members = Object.keys(digests)
        .filter((part) => part.startsWith(SNAPSHOT))
        .map((part) => [part.slice(SNAPSHOT.length), ERASED] as const);
      // Entries of an object: a member may be called `__proto__`.
      return { ...change, snapshot: Object.fromEntries([...Object.entries(change.snapshot), ...members]) };
    }
    case 'field':
      return isErased('after') ? { ...change, after: ERASED } : change;
    case 'items': {
      const { field } = change;
      return isErased('items') ? { type: 'field', field, before: null, after: ERASED } : change;
    }
    case 'comment':
      return isErased('comment') ? { ...change, comment: ERASED } : change;
    case 'pushed':
    case 'deleted':
    case 'statement':
      return change;
  }
}
