import type { Registry } from '../../domain/registry.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Ledger, Statement } from '../governance/ledger.js';
import { recentStatements } from '../governance/recent_statements.js';
import type { RetiredKey } from '../seals/configured_sealer.js';
import { nameOfSpace } from '../seals/name_of_space.js';
import type { SigningKeys } from '../seals/signing_keys.js';
import type { WriteDoor } from '../write_door.js';
import type { SpaceStatements } from './due_statements.js';

/** What `KeyStatements` works with. */
export interface KeyStatementsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly ledger: Ledger;
  readonly keys: SigningKeys;
  readonly retired: readonly RetiredKey[];
  readonly clock: () => Date;
}

const ADDED = 'key-added';
const RETIRED = 'key-retired';
const TOLD = 'signing_keys';
const ACTOR = { kind: 'system' } as const;

/**
 * Has the ledger of a space tell when a key is first used there, and when one that was is retired (N10.6): each once,
 * however many processes find that out together.
 */
export class KeyStatements implements SpaceStatements {
  readonly #deps: KeyStatementsDependencies;
  /** By space, what is known to be told. */
  readonly #told = new Map<string, ReadonlySet<string>>();

  constructor(deps: KeyStatementsDependencies) {
    this.#deps = deps;
  }

  /** As the interface says. */
  async ensure(space: string): Promise<void> {
    if (this.#missing(this.#told.get(space) ?? new Set()).length > 0) await this.#write(space);
  }

  async #write(space: string): Promise<void> {
    const { door, ledger, store } = this.#deps;
    const name = nameOfSpace(TOLD, space);
    const kept = await store.registry.get(name);
    const known = namesIn(kept?.value);
    const told = await door.write('host', async () => {
      for (;;) {
        const before = new Set([...known, ...(await this.#inLedger(space))]);
        const missing = this.#missing(before);
        const all = new Set([...before, ...missing.map(nameOf)]);
        if (missing.length === 0) return { writes: [], result: all };
        const write = await ledger.write(space, missing, ACTOR);
        // What others told until the head was read is found now; what they tell later makes the commit conflict.
        const since = await this.#inLedger(space);
        if (missing.every((one) => !since.has(nameOf(one)))) return { writes: [write], result: all };
      }
    });
    this.#told.set(space, told);
    // Ledgers are looked through for two months; who comes later reads it here. Whoever was faster has kept the same.
    if (told.size > known.size) await store.registry.set(name, kept?.version ?? 0, { value: [...told] });
  }

  /** What the ledgers of this month and of the one before tell. */
  async #inLedger(space: string): Promise<ReadonlySet<string>> {
    const { store, clock } = this.#deps;
    const told = await recentStatements(store, { space, now: clock(), statements: [ADDED, RETIRED] });
    return new Set(told.map(nameOf));
  }

  /** A key that signs is told of at its first use; a retired one only where it was. */
  #missing(told: ReadonlySet<string>): readonly Statement[] {
    const { keys, retired } = this.#deps;
    const added = keys.inForce().map(({ vkey }): Statement => ({ statement: ADDED, details: { vkey } }));
    const over = retired.map(({ vkey, until }): Statement => ({
      statement: RETIRED,
      details: { vkey, ...(until !== undefined && { until: until.toISOString() }) },
    }));
    return [
      ...added.filter((one) => !told.has(nameOf(one))),
      ...over.filter((one) => !told.has(nameOf(one)) && told.has(nameOf({ ...one, statement: ADDED }))),
    ];
  }
}

function namesIn(kept: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(kept) ? kept.map(String) : []);
}

/** A key is told of once in each way, whatever else is said of it. */
function nameOf({ statement, details }: Statement): string {
  const { vkey } = details;
  return `${statement} ${typeof vkey === 'string' ? vkey : ''}`;
}

/** Whether a key has ever signed in the space: an entry that is written there now without a signature is a problem. */
export async function isSigned(registry: Registry, space: string): Promise<boolean> {
  const kept = await registry.get(nameOfSpace(TOLD, space));
  return namesIn(kept?.value).size > 0;
}
