import { createHmac } from 'node:crypto';
import type { Activity } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { Chain } from '../../domain/seal.js';
import { adoptedChain, NO_ENTRY, sealed } from '../../domain/seal.js';
import type { ActivityStore, SealedActivity } from '../../domain/store.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AdoptedRecords } from './adopted_records.js';

/** Entries that are adopted by one write of the store. */
const PORTION = 500;

/** Seals the histories of a store that is older than seals (N10.7). */
export class Adoption {
  readonly #store: ActivityStore;
  readonly #adopted: AdoptedRecords;

  constructor(store: ActivityStore) {
    this.#store = store;
    this.#adopted = new AdoptedRecords(store.registry);
  }

  /**
   * The chain that an entry after the head's goes on from; `undefined` where there are no entries. What is not
   * sealed yet is adopted first, oldest first; whoever does that at the same time comes to the same seals.
   * @throws VERSION_CONFLICT when the record is changed meanwhile, RECORD_NOT_FOUND when it is erased
   */
  async chainOf(head: RecordHead): Promise<Chain | undefined> {
    let { chain } = head;
    if (!isBehind(head)) return chain;
    const secret = await this.#store.adoptionSecret(head);
    const window = { order: 'asc', skip: chain?.seq ?? 0, limit: head.seq } as const;
    for await (const entries of this.#store.entries(head, window)) {
      for (let from = 0; from < entries.length; from += PORTION) {
        const portion = adopted(entries.slice(from, from + PORTION), head.number, { secret, chain });
        const next = chainAfter(portion, chain);
        if (next?.seq === head.seq) await this.#adopted.add(head.subject.space);
        await this.#store.adopt(head, portion);
        chain = next;
        await nextTurn();
      }
    }
    return chain;
  }
}

/** Whether the record has entries without a seal. */
export function isBehind({ chain, seq }: RecordHead): boolean {
  return (chain?.seq ?? 0) < seq;
}

/** What entries without a seal are sealed with: the record's secret, and the chain before the first of them. */
interface Adopting {
  readonly secret: Uint8Array;
  readonly chain: Chain | undefined;
}

/** The entries with seals whose salts come from the secret; one that has a seal keeps it. */
export function adopted(
  entries: readonly Activity[],
  number: number,
  { secret, chain }: Adopting,
): readonly SealedActivity[] {
  let prev = chain?.hash ?? NO_ENTRY;
  return entries.map((activity) => {
    const salt = createHmac('sha256', secret).update(String(activity.seq)).digest();
    const seal = activity.seal ?? sealed(activity, { number, prev }, salt);
    prev = seal.hash;
    return { ...activity, seal };
  });
}

/** The chain at the end of these entries, which were adopted. */
export function chainAfter(entries: readonly SealedActivity[], before: Chain | undefined): Chain | undefined {
  const last = entries.at(-1);
  return last === undefined ? before : adoptedChain(last);
}
