import type { Subject } from '../../domain/activity.js';
import { isStorableId } from '../../domain/record.js';
import { FIRST_RECORD_KEY, keysOfSpace, recordKeys, subjectOfKey } from './keys.js';
import type { Database } from './database.js';

const EVERY_RECORD = { start: FIRST_RECORD_KEY, end: undefined };

/** At most `limit` records, of a space or of all, in the order of their keys, after one of them. Two seeks for each, however long it is. */
export function listSubjects(
  db: Database,
  after: Subject | undefined,
  limit: number,
  space?: string,
): Subject[] {
  const found: Subject[] = [];
  if (space !== undefined && !isStorableId(space)) return found;
  const { start: first, end } = space === undefined ? EVERY_RECORD : keysOfSpace(space);
  let start = after === undefined ? first : recordKeys(after).everything.end;
  while (found.length < limit) {
    const [key] = db.getKeys({ start, ...(end !== undefined && { end }), limit: 1 });
    if (key === undefined) break;
    const subject = subjectOfKey(key);
    const { head, everything } = recordKeys(subject);
    // What a restoration that broke off left behind has no head.
    if (db.doesExist(head)) found.push(subject);
    start = everything.end;
  }
  return found;
}
