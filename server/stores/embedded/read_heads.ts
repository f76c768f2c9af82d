import type { Subject } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import { decodeHead } from './codec.js';
import { recordKeys } from './keys.js';
import type { Operations } from './operations.js';
import { isStorable } from './plan_write.js';

/** Each in a turn of its own if need be: heads may be large. */
export async function readHeads(
  operations: Operations,
  subjects: readonly Subject[],
): Promise<readonly (RecordHead | undefined)[]> {
  const heads: (RecordHead | undefined)[] = [];
  for (const subject of subjects) {
    heads.push(
      await operations.read((db) => {
        const stored = isStorable(subject) ? db.get(recordKeys(subject).head) : undefined;
        return stored === undefined ? undefined : decodeHead(subject, stored);
      }),
    );
  }
  return heads;
}
