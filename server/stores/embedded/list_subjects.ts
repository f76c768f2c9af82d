import type { Subject } from '../../domain/activity.js';
import { FIRST_RECORD_KEY, recordKeys, subjectOfKey } from './keys.js';
import type { Database } from './database.js';

/** At most `limit` records in the order of their keys, after one of them. Two seeks for each, however long it is. */
export function listSubjects(db: Database, after: Subject | undefined, limit: number): Subject[] {
  const found: Subject[] = [];
  let start = after === undefined ? FIRST_RECORD_KEY : recordKeys(after).everything.end;
  while (found.length < limit) {
    const [key] = db.getKeys({ start, limit: 1 });
    if (key === undefined) break;
    const subject = subjectOfKey(key);
    const { head, everything } = recordKeys(subject);
    // What a restoration that broke off left behind has no head.
    if (db.doesExist(head)) found.push(subject);
    start = everything.end;
  }
  return found;
}
