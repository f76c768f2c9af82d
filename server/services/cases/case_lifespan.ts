import type { Activity } from '../../domain/activity.js';
import { caseStatusOf } from './case_status.js';

/** How long a case was in which state (K12). Durations in milliseconds. */
export interface CaseLifespan {
  readonly created: Date;
  /** When it was closed last; absent while it is not closed. */
  readonly closed: Date | undefined;
  readonly openMs: number;
  readonly inProgressMs: number;
  /** When it was not closed any more, oldest first. */
  readonly reopened: readonly Date[];
}

type Status = 'open' | 'in-progress' | 'closed';

/** Adds up how long a case had which status: told its entries, oldest first, of which the first is its creation. */
export class LifespanCounter {
  readonly #spent: Record<Status, number> = { open: 0, 'in-progress': 0, closed: 0 };
  readonly #reopened: Date[] = [];
  #status: Status = 'open';
  #created: Date | undefined;
  #since = 0;

  /** Entries that say nothing of a status, and statuses that cases do not have, change nothing. */
  add({ at, change }: Pick<Activity, 'at' | 'change'>): void {
    if (this.#created === undefined) {
      this.#created = at;
      this.#since = at.getTime();
    }
    if (change.type !== 'field' || change.field !== 'status' || change.key !== undefined) return;
    const status = typeof change.after === 'string' ? caseStatusOf(change.after) : undefined;
    if (status === undefined) return;
    this.#pass(at);
    if (this.#status === 'closed' && status !== 'closed') this.#reopened.push(at);
    this.#status = status;
  }

  /** As of this moment. */
  lifespan(now: Date): CaseLifespan {
    const closed = this.#status === 'closed' ? new Date(this.#since) : undefined;
    this.#pass(now);
    return {
      created: this.#created ?? now,
      closed,
      openMs: this.#spent.open,
      inProgressMs: this.#spent['in-progress'],
      reopened: this.#reopened,
    };
  }

  #pass(at: Date): void {
    this.#spent[this.#status] += Math.max(0, at.getTime() - this.#since);
    this.#since = at.getTime();
  }
}
