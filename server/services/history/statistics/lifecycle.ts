import { identityOf } from '../../../domain/json_identity.js';
import type { FieldStep } from './field_steps.js';

/** Which field says how far a record is, and with which values it is resolved (N9). */
export interface StatisticsSettings {
  readonly field: string;
  readonly resolved: readonly string[];
}

/** How long a record took, and how often it came back; absent: it has not happened (N9). */
export interface LifecycleTimes {
  /** From the beginning to the first step that left the first value, in milliseconds. */
  readonly acknowledgedMs?: number | undefined;
  /** From the beginning to the first value that counts as resolved. */
  readonly resolvedMs?: number | undefined;
  /** How often such a value was left for one that does not count as resolved. */
  readonly reopened: number;
}

/** Follows the field that says how far a record is. */
export class Lifecycle {
  readonly #begin: number;
  readonly #resolved: ReadonlySet<unknown>;
  #first: ReturnType<typeof identityOf> = null;
  #isResolved = false;
  #acknowledgedMs: number | undefined;
  #resolvedMs: number | undefined;
  #reopened = 0;

  /** @param begin of the record */
  constructor(begin: Date, { resolved }: StatisticsSettings) {
    this.#begin = begin.getTime();
    this.#resolved = new Set(resolved);
  }

  /** The next step. That the record was deleted is none of it. */
  add({ at, value }: FieldStep): void {
    if (value === undefined) return;
    const passed = at.getTime() - this.#begin;
    const identity = identityOf(value);
    if (this.#first === null) this.#first = identity;
    else if (identity !== this.#first) this.#acknowledgedMs ??= passed;
    const isResolved = this.#resolved.has(value);
    if (isResolved) this.#resolvedMs ??= passed;
    else if (this.#isResolved) this.#reopened += 1;
    this.#isResolved = isResolved;
  }

  /** As far as the steps went. */
  get times(): LifecycleTimes {
    const [acknowledgedMs, resolvedMs] = [this.#acknowledgedMs, this.#resolvedMs];
    return { acknowledgedMs, resolvedMs, reopened: this.#reopened };
  }
}
