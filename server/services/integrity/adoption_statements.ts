import type { ActivityStore } from '../../domain/store.js';
import type { Ledger, Statement } from '../governance/ledger.js';
import { recentStatements } from '../governance/recent_statements.js';
import { AdoptedRecords } from '../seals/adopted_records.js';
import type { SigningKeys } from '../seals/signing_keys.js';
import type { WriteDoor } from '../write_door.js';
import type { SpaceStatements } from './due_statements.js';
import { isSigned } from './key_statements.js';

/** What `AdoptionStatements` works with. */
export interface AdoptionStatementsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly ledger: Ledger;
  readonly keys: SigningKeys;
  readonly clock: () => Date;
}

const ADOPTED = 'adopted';
const ACTOR = { kind: 'system' } as const;
/** What others adopt is looked for so often. */
const LOOK_EVERY_MS = 60_000;

/**
 * Has the ledger of a space tell how many records were adopted since it last did (N10.7). Commands such as `upgrade`
 * only count them: a statement of theirs would be unsigned, so the next process that can sign makes it.
 */
export class AdoptionStatements implements SpaceStatements {
  readonly #deps: AdoptionStatementsDependencies;
  readonly #adopted: AdoptedRecords;
  readonly #lookedAt = new Map<string, number>();

  constructor(deps: AdoptionStatementsDependencies) {
    this.#deps = deps;
    this.#adopted = new AdoptedRecords(deps.store.registry);
  }

  /** As the interface says, of what was adopted up to a minute ago. */
  async ensure(space: string): Promise<void> {
    const { store, keys, clock } = this.#deps;
    const now = clock().getTime();
    if (now - (this.#lookedAt.get(space) ?? -Infinity) < LOOK_EVERY_MS) return;
    const { records, told } = await this.#adopted.of(space);
    const isForOthers = keys.inForce().length === 0 && (await isSigned(store.registry, space));
    if (told < records && !isForOthers) await this.#tell(space, { records, told });
    this.#lookedAt.set(space, now);
  }

  async #tell(space: string, adopted: { readonly records: number; readonly told: number }): Promise<void> {
    const { door, ledger } = this.#deps;
    const total = adopted.records;
    await door.write('host', async () => {
      for (;;) {
        const told = Math.max(adopted.told, await this.#inLedger(space));
        if (told >= total) return { writes: [], result: undefined };
        const details = { records: total - told, total };
        const write = await ledger.write(space, [{ statement: ADOPTED, details }], ACTOR);
        // What others told until the head was read is found now; what they tell later makes the commit conflict.
        if ((await this.#inLedger(space)) <= told) return { writes: [write], result: undefined };
      }
    });
    await this.#adopted.told(space, total);
  }

  /** Of how many records the ledgers of this month and of the one before tell, with all those before. */
  async #inLedger(space: string): Promise<number> {
    const { store, clock } = this.#deps;
    const told = await recentStatements(store, { space, now: clock(), statements: [ADOPTED] });
    return Math.max(0, ...told.map(totalOf));
  }
}

function totalOf({ details: { total } }: Statement): number {
  return typeof total === 'number' ? total : 0;
}
