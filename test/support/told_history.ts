import type { Seal, Subject } from '../../server/domain/activity.js';
import { rootOf } from '../../server/domain/log/merkle.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { aWindow, entriesOf } from './records.js';

/**
 * All that a store tells of histories in a space, as one text; `undefined` when it cannot. What a record is now, and
 * how many of its entries were adopted, is none of it; nor are times of which the log's head is to know more.
 */
export async function toldHistory(
  store: ActivityStore,
  space: string,
  subjects: readonly Subject[],
): Promise<string | undefined> {
  try {
    const { size, frontier, checkpoint } = await store.log.head(space);
    const told: unknown[] = [size, hex(rootOf(frontier)), frontier.subtrees.map(hex), checkpoint];
    told.push(await store.log.rows(space, { start: 0, end: size }));
    for (let index = 0; index * 256 < size; index += 1) told.push(hex(await store.log.tile(space, 0, index)));
    for (const subject of subjects) {
      const head = await store.head(subject);
      if (head === undefined) return undefined;
      const { number, owner, seq, counts, lastAt, chain } = head;
      const entries = await entriesOf(store, head, aWindow());
      told.push({ number, owner, seq, counts, lastAt, chain: [chain?.seq, chain?.hash] });
      told.push(entries.map((entry) => ({ ...entry, seal: plain(entry.seal) })));
      told.push(await store.log.positions(head, { from: 1, to: seq }));
    }
    return JSON.stringify(told);
  } catch {
    return undefined;
  }
}

/** Of a salt the bytes count, not the way in which they are written. */
function plain(seal: Seal | undefined): object {
  return { ...seal, salt: Buffer.from(seal?.salt ?? '', 'base64url').toString('hex') };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
