import type { Actor, Subject } from '../../domain/activity.js';
import { LEDGER } from '../../domain/ledger.js';
import type { ActivityStore } from '../../domain/store.js';
import { removeConfigurations } from '../configurations/kept_configurations.js';
import { erasedStatement, erasureOf } from '../governance/erasure.js';
import type { Ledger } from '../governance/ledger.js';
import type { WriteDoor } from '../write_door.js';

/** Records that are looked up together, and erased by one commit. */
const RECORDS_PER_BATCH = 100;

/** What removes the contents of a space. */
export interface SpaceRemoval {
  readonly store: ActivityStore;
  /** One that lets writes through into a space that is being deleted. */
  readonly door: WriteDoor;
  readonly ledger: Pick<Ledger, 'write'>;
}

/** What is emptied, in whose name, and who is told how many records of each batch are gone: to reject ends it. */
export interface Emptying {
  readonly space: string;
  readonly by: Actor;
  readonly told: (removed: number) => Promise<void>;
}

/**
 * Erases the records that a space has, batch by batch, then removes its configurations. Its ledgers stay and tell of
 * each record that is gone (N11.1): they account for the rows that the log keeps of them.
 * @returns how many records were seen
 */
export async function removeContents(removal: SpaceRemoval, emptying: Emptying): Promise<number> {
  const { store } = removal;
  const { space, told } = emptying;
  let [seen, after]: [number, Subject | undefined] = [0, undefined];
  for (;;) {
    const subjects: readonly Subject[] = await store.subjects(after, RECORDS_PER_BATCH, space);
    const records = subjects.filter(({ kind }) => kind !== LEDGER);
    seen += records.length;
    if (records.length > 0) await told(await eraseRecords(removal, emptying, records));
    after = subjects.at(-1);
    if (subjects.length < RECORDS_PER_BATCH) break;
  }
  await removeConfigurations(store.registry, space);
  return seen;
}

/** @returns how many of the records were still there, and are gone now */
function eraseRecords(
  { store, door, ledger }: SpaceRemoval,
  { space, by }: Emptying,
  records: readonly Subject[],
): Promise<number> {
  return door.write('host', async () => {
    const heads = (await store.heads(records)).filter((head) => head !== undefined);
    if (heads.length === 0) return { writes: [], result: 0 };
    const statements = heads.map((head) => erasedStatement(head, by));
    const told = await ledger.write(space, statements, by);
    return { writes: [...heads.map(erasureOf), told], result: heads.length };
  });
}
