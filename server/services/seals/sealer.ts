import { ActivityError, isActivityError } from '../../domain/errors.js';
import type { RecordSave, RecordWrite } from '../../domain/record.js';
import type { Chain } from '../../domain/seal.js';
import { NO_ENTRY, sealed } from '../../domain/seal.js';
import type { SealedActivity } from '../../domain/store.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RandomSalts } from './random_salts.js';
import type { Adoption } from './adoption.js';
import type { SigningKeys } from './signing_keys.js';

/** Entries that are sealed before the event loop gets its turn: one takes some 65 µs, more with a large value. */
const ENTRIES_PER_TURN = 50;

/** Seals what is about to be committed: every entry is tied to the one before, every commit is signed (N10). */
export class Sealer {
  readonly #adoption: Adoption;
  readonly #keys: SigningKeys;
  readonly #random = new RandomSalts();

  constructor(adoption: Adoption, keys: SigningKeys) {
    this.#adoption = adoption;
    this.#keys = keys;
  }

  /**
   * The same writes with sealed entries. Records of before are adopted first.
   * @throws VERSION_CONFLICT when such a record is changed or erased meanwhile
   */
  async seal(writes: readonly RecordWrite[]): Promise<readonly RecordWrite[]> {
    const ready: RecordWrite[] = [];
    for (const write of writes) ready.push(write.type === 'save' ? await this.#save(write) : write);
    return ready;
  }

  async #save(write: RecordSave): Promise<RecordSave> {
    const { head, activities } = write;
    const before = { ...head, seq: head.seq - activities.length, revision: write.expected };
    let chain = await this.#adoption.chainOf(before).catch(decideAnew);
    const ready: SealedActivity[] = [];
    for (const activity of activities) {
      if (ready.length % ENTRIES_PER_TURN === ENTRIES_PER_TURN - 1) await nextTurn();
      const place = { number: head.number, prev: chain?.hash ?? NO_ENTRY };
      const seal = sealed(activity, place, this.#random.next());
      chain = { ...chain, seq: activity.seq, hash: seal.hash };
      ready.push({ ...activity, seal });
    }
    return {
      ...write,
      head: { ...head, ...(chain !== undefined && { chain }) },
      activities: await this.#signed(ready, head.subject.space, chain),
    };
  }

  /** The signature of a commit stands with its last entry. */
  async #signed(
    activities: readonly SealedActivity[],
    space: string,
    chain: Chain | undefined,
  ): Promise<readonly SealedActivity[]> {
    const [first, last] = [activities[0], activities.at(-1)];
    if (first === undefined || last === undefined || chain === undefined) return activities;
    const signature = await this.#keys.signedCommit(space, { from: first.seq, to: last.seq }, chain.hash);
    if (signature === undefined) return activities;
    return [...activities.slice(0, -1), { ...last, seal: { ...last.seal, signature } }];
  }
}

/** What was decided on a record that is gone is decided anew: the use case says what that means. */
function decideAnew(error: unknown): never {
  if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
  throw new ActivityError('VERSION_CONFLICT', 'The record has been erased in the meantime.', {
    cause: error,
  });
}
