import { createHash } from 'node:crypto';
import type { Activity } from '../../domain/activity.js';
import { ledgerOf } from '../../domain/ledger.js';
import type { Logger } from '../../domain/logger.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Ledger, Statement } from '../governance/ledger.js';
import type { RetiredKey } from '../seals/configured_sealer.js';
import type { SigningKeys } from '../seals/signing_keys.js';
import type { WriteDoor } from '../write_door.js';

/** What `KeyStatements` works with. */
export interface KeyStatementsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly ledger: Ledger;
  readonly keys: SigningKeys;
  readonly retired: readonly RetiredKey[];
  readonly clock: () => Date;
  readonly logger: Logger;
}

const ADDED = 'key-added';
const RETIRED = 'key-retired';
const ACTOR = { kind: 'system' } as const;
/** More than any ledger has of them. */
const MAX_STATEMENTS = 1_000;
const LONGEST_MONTH_MS = 31 * 24 * 60 * 60 * 1000;

/**
 * Has the ledger of a space tell when a key is first used there, and when one that was is retired (N10.6): each once,
 * however many processes find that out together.
 */
export class KeyStatements {
  readonly #deps: KeyStatementsDependencies;
  /** By space, what is known to be told. */
  readonly #told = new Map<string, ReadonlySet<string>>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(deps: KeyStatementsDependencies) {
    this.#deps = deps;
  }

  /** Tells of a commit of this process: what is to be told is written behind it. */
  used(space: string): void {
    this.ensure(space).catch((error: unknown) => {
      this.#deps.logger.warn({ err: error, space }, 'the ledger does not tell of the signing keys yet');
    });
  }

  /**
   * Resolves when the ledger of the space tells of all keys.
   * @throws STORE_UNAVAILABLE, AUDIT_UNAVAILABLE, VERSION_CONFLICT, HISTORY_FULL when it cannot be written
   */
  async ensure(space: string): Promise<void> {
    if (this.#missing(this.#told.get(space) ?? new Set()).length === 0) return;
    const running = this.#running.get(space) ?? this.#write(space).finally(() => this.#running.delete(space));
    this.#running.set(space, running);
    await running;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #write(space: string): Promise<void> {
    const { door, ledger, store } = this.#deps;
    const name = `signing_keys/${createHash('sha256').update(space).digest('base64url')}`;
    const kept = await store.registry.get(name);
    const known = new Set(Array.isArray(kept?.value) ? kept.value.map(String) : []);
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
    const now = clock();
    const months = [ledgerOf(space, now), ledgerOf(space, new Date(now.getTime() - LONGEST_MONTH_MS))];
    const told = new Set<string>();
    for (const head of await store.heads(months)) {
      if (head === undefined) continue;
      const facets = [ADDED, RETIRED].map((statement) => `statement:${statement}`);
      const window = { order: 'asc', skip: 0, limit: MAX_STATEMENTS, facets } as const;
      for await (const entries of store.entries(head, window)) {
        for (const name of entries.flatMap(toldBy)) told.add(name);
      }
    }
    return told;
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

function toldBy({ change }: Activity): readonly string[] {
  return change.type === 'statement' ? [nameOf(change)] : [];
}

/** A key is told of once in each way, whatever else is said of it. */
function nameOf({ statement, details }: Statement): string {
  const { vkey } = details;
  return `${statement} ${typeof vkey === 'string' ? vkey : ''}`;
}
