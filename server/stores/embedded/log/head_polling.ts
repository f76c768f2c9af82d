import { Changes, polling } from '../../../domain/log/space_watch.js';
import type { AdvanceSource } from '../../../domain/log/space_watch.js';
import { isStorableId } from '../../../domain/record.js';
import type { Database } from '../database.js';
import type { Storage } from '../storage.js';
import { logKeys } from './log_keys.js';

const POLL_MS = 250;

/** Looks at the versions of the logs' heads: other processes of the store append, erase and redact as well. */
export function headPolling(storage: Storage): AdvanceSource {
  return {
    start: (watching) => {
      const changes = new Changes<string>();
      const source = polling(POLL_MS, async (spaces) => {
        const versions = storage.read((db) =>
          spaces.filter(isStorableId).map((space) => versionOf(db, space)),
        );
        return Promise.resolve(changes.of(new Map(versions)));
      });
      return source.start(watching);
    },
  };
}

function versionOf(db: Database, space: string): readonly [string, string] {
  const { head, changed } = logKeys(space);
  return [space, [head, changed].map((key) => String(db.getEntry(key)?.version)).join(' ')];
}
