import type { Activity, Change } from '../../../domain/activity.js';
import { LEDGER } from '../../../domain/ledger.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { isCounting } from './head_checks.js';
import { readable } from './log_reading.js';
import { storedEntries, whileThere } from './stored_entries.js';

/** Ledgers that are asked for at once; there is one a month. */
const LEDGERS_AT_ONCE = 100;

type Statement = Extract<Change, { type: 'statement' }>;

/** Since when the space's entries are signed. */
export interface FirstKey {
  /** Where the first `key-added` stands in the log; absent where the store has none. */
  readonly position?: number | undefined;
  readonly at: Date;
}

/**
 * What the ledgers of a space tell, oldest first. They are read from beginning to end, because neither counts nor
 * indexes are hashed: whoever changed those could hide a statement. A ledger is verified like any other record.
 */
export class LedgerReading {
  readonly #store: ActivityStore;
  readonly #space: string;
  #statements: Promise<readonly ToldStatement[]> | undefined;

  constructor(store: ActivityStore, space: string) {
    this.#store = store;
    this.#space = space;
  }

  /** The statements of that name. Only `key-added` and what accounts for erasures are kept. */
  async of(statement: string): Promise<readonly ToldStatement[]> {
    this.#statements ??= this.#read();
    return (await this.#statements).filter(({ change }) => change.statement === statement);
  }

  /** The first use of a key, `undefined` when the ledger tells of none. */
  async firstKey(): Promise<FirstKey | undefined> {
    const [first] = await this.of('key-added');
    if (first === undefined) return undefined;
    const { head, entry } = first;
    const range = { from: entry.seq, to: entry.seq };
    const [position] = (await readable(() => this.#store.log.positions(head, range)).catch(() => [])) ?? [];
    return { at: entry.at, ...(position !== undefined && { position }) };
  }

  async #read(): Promise<readonly ToldStatement[]> {
    const told: ToldStatement[] = [];
    for (const head of await this.#ledgers()) {
      const range = { from: 1, to: head.seq };
      await whileThere(async () => {
        for await (const { entry } of storedEntries(this.#store, head, range)) {
          const change = entry?.change;
          if (entry !== undefined && change?.type === 'statement' && KEPT.has(change.statement)) {
            told.push({ head, entry, change });
          }
        }
      });
    }
    return told;
  }

  async #ledgers(): Promise<readonly RecordHead[]> {
    const heads: RecordHead[] = [];
    // No id is smaller than a month's.
    let after = { space: this.#space, kind: LEDGER, id: '0' };
    for (;;) {
      const found = await this.#store.subjects(after, LEDGERS_AT_ONCE);
      const own = found.filter(({ space, kind }) => space === this.#space && kind === LEDGER);
      for (const subject of own) {
        const head = await readable(() => this.#store.head(subject));
        if (head !== undefined && isCounting(head)) heads.push(head);
      }
      const last = found.at(-1);
      if (last === undefined || own.length < found.length) return heads;
      after = last;
    }
  }
}

/** A statement, with the ledger and the entry in which it stands. */
export interface ToldStatement {
  readonly head: RecordHead;
  readonly entry: Activity;
  readonly change: Statement;
}

const KEPT: ReadonlySet<string> = new Set(['key-added', 'person-erased', 'record-erased']);
