import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aSealedWrite } from './log.js';
import { aSubject } from './records.js';

/** An embedded store in a folder of its own, without a log. */
export interface OwnStore {
  readonly store: ActivityStore;
  /** Closes it and removes the folder. */
  end(): Promise<void>;
}

export async function openOwnStore(): Promise<OwnStore> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  const store = await openEmbeddedStore({ path, log: false });
  return {
    store,
    end: async () => {
      await store.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Records a sealed history of these changes at once; by default that of a new record. */
export async function keptHistory(
  store: ActivityStore,
  changes: readonly Change[],
  subject: Subject = aSubject(),
): Promise<RecordHead> {
  const { head, activities } = await aSealedWrite(store, subject, { changes });
  await store.restore({ head, attachments: [], activities: each(activities) });
  return head;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
