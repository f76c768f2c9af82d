import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Access } from '../../access/access.js';
import type { AuditLog } from '../../access/audit/audit_log.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordSave } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { recalled, remembering } from '../idempotency/recent_keys.js';
import type { Answered, Repeatable } from '../idempotency/repeatable.js';
import type { HistoryGuard } from '../history_guard.js';
import type { RecordNumbers } from '../record_numbers.js';
import { wasFed } from '../recording/feeds.js';
import { joined, writeOf } from '../recording/record_change.js';
import type { Attempt, WriteDoor } from '../write_door.js';
import { admitChange, admitOutcome } from './admit_change.js';
import { atChange, soonAtChange } from './change_fault.js';
import type { IngestedChange } from './ingested_change.js';
import type { AskedPart, IngestOutcome, RecordPart } from './record_parts.js';
import { partsOf } from './record_parts.js';
import { replayed } from './replayed_changes.js';

/** What `Ingest` works with. */
export interface IngestDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly audit: Pick<AuditLog, 'recorded'>;
  readonly guard: HistoryGuard;
  readonly numbers: RecordNumbers;
  readonly clock: () => Date;
}

/** What is answered to changes, in their order. */
type Outcomes = Answered<readonly IngestOutcome[]>;

/** The records of one request have together at most this many characters, as JSON. */
const MAX_CHARACTERS = 8_388_608;

/**
 * Several changes together write at most this many entries, few enough for one turn of the event loop: 2,400 of them
 * held it for 370 ms. One change by itself may have as many as its fields make.
 */
const MAX_ENTRIES = 1_000;

/** What has been decided of a request. */
interface Decided {
  readonly outcomes: IngestOutcome[];
  entries: number;
}

/** Records changes that callers send (N7). */
export class Ingest {
  readonly #deps: IngestDependencies;

  constructor(deps: IngestDependencies) {
    this.#deps = deps;
  }

  /**
   * Records changes of any records, those of one record in their order: all by one commit, or none. An error tells the
   * place of the change that it is about.
   * @throws KIND_RESERVED, TIME_AHEAD, RECORD_NOT_FOUND, FORBIDDEN, INVALID_REQUEST, RECORD_EXISTS, VERSION_CONFLICT
   * @throws HISTORY_FULL, TOO_MANY_FEEDS, IDEMPOTENCY_KEY_REUSED, PAYLOAD_TOO_LARGE
   */
  async record(access: Access, sent: readonly IngestedChange[], request?: Repeatable): Promise<Outcomes> {
    const asked = partsOf(access, sent, this.#deps.clock());
    // Copying and comparing the largest states are turns of their own.
    await nextTurn();
    return this.#deps.door.write(access, () => this.#attempt(access, asked, request));
  }

  /** One of many changes of a request, by a commit of its own: decided and audited by itself. */
  async recordAlone(access: Access, sent: IngestedChange): Promise<IngestOutcome> {
    const own = { ...access, origin: { ...access.origin } };
    try {
      const { result } = await this.record(own, [sent]);
      return only(result);
    } finally {
      // A refusal, too, is only given when it is on record.
      await this.#deps.audit.recorded(own);
    }
  }

  async #attempt(
    access: Access,
    asked: readonly AskedPart[],
    request: Repeatable | undefined,
  ): Promise<Attempt<Outcomes>> {
    const { store, guard } = this.#deps;
    const parts = await this.#read(asked);
    for (const { head, changes } of parts) {
      for (const one of changes) {
        atChange(one.sent, () => {
          admitChange(guard, access, head, one);
        });
      }
    }
    const commits = parts.map(({ head }) => head && recalled(head, request));
    if (commits.some((commit) => commit !== undefined)) {
      return { writes: [], result: { result: await replayed(store, parts, commits), replayed: true } };
    }
    const decided: Decided = { outcomes: [], entries: 0 };
    const writes: RecordSave[] = [];
    for (const part of parts) {
      const write = await this.#write(access, part, decided);
      if (write !== undefined) writes.push(remembering(write, request));
    }
    return { writes, result: { result: decided.outcomes, replayed: false } };
  }

  /** One after the other: what is too large together is not held together. */
  async #read(asked: readonly AskedPart[]): Promise<readonly RecordPart[]> {
    const parts: RecordPart[] = [];
    let characters = 0;
    for (const part of asked) {
      const head = await this.#deps.store.head(part.subject);
      if (asked.length > 1 && head !== undefined) {
        characters += JSON.stringify([head.state, head.counts]).length;
        if (characters > MAX_CHARACTERS) {
          throw tooMuch('The records of the request are too large together.');
        }
      }
      parts.push({ ...part, head });
    }
    return parts;
  }

  /** Every change is decided on what the one before it leaves. */
  async #write(
    access: Access,
    { head, subject, changes }: RecordPart,
    decided: Decided,
  ): Promise<RecordSave | undefined> {
    const { guard, numbers } = this.#deps;
    let write: RecordSave | undefined;
    for (const one of changes) {
      const { sent, change, index } = one;
      const now = write?.head ?? head;
      const duplicate = now !== undefined && wasFed(now, change.feed);
      const next = duplicate ? undefined : await soonAtChange(sent, () => writeOf(now, change, numbers));
      if (next !== undefined) {
        const { state } = next.head;
        atChange(sent, () => {
          admitOutcome(guard, access, one, { isNew: now === undefined, state });
        });
        write = joined(write, next);
        decided.entries += next.activities.length;
        const several = next.activities.length < decided.entries;
        if (several && decided.entries > MAX_ENTRIES)
          throw tooMuch('The request would write more than 1,000 entries.');
      }
      const { owner, seq } = next?.head ?? now ?? { owner: change.owner, seq: 0 };
      decided.outcomes[index] = { subject, owner, entries: next?.activities ?? [], total: seq, duplicate };
      if (changes.length > 1) await nextTurn();
    }
    return write;
  }
}

function tooMuch(message: string): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', message);
}

/** What is answered to the one change that was asked for. */
function only([outcome]: readonly IngestOutcome[]): IngestOutcome {
  if (outcome === undefined) throw new Error('A change without an outcome.');
  return outcome;
}
