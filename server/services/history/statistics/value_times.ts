import type { Json } from '../../../domain/json.js';
import { identityOf } from '../../../domain/json_identity.js';
import type { FieldStep } from './field_steps.js';

/** Values that are told one by one; what is larger, in characters of JSON, never is. */
const MOST_VALUES = 100;
const MOST_CHARACTERS = 1_000;

/** How long a field had a value, and how often it came to it. */
export interface ValueTime {
  readonly value: Json;
  readonly ms: number;
  readonly visits: number;
  /** Whether it has it now. */
  readonly current: boolean;
}

/** How long a field had which values; time without a value is in none. */
export interface ValueTimes {
  /** Longest first, at most 100. */
  readonly values: readonly ValueTime[];
  /** The rest together, and all values of more than 1,000 characters of JSON; absent: there are none. */
  readonly others?: { readonly ms: number; readonly visits: number } | undefined;
}

interface Visited {
  readonly value: Json;
  ms: number;
  visits: number;
}

/** Adds up how long a field had which value. */
export class ValueClock {
  readonly #visited = new Map<ReturnType<typeof identityOf>, Visited>();
  readonly #large: Visited = { value: null, ms: 0, visits: 0 };
  #current: Visited | undefined;
  #since = 0;

  /** The next step. */
  add({ at, value }: FieldStep): void {
    const next = value === undefined || value === null ? undefined : this.#visit(value);
    // The same value once more is no other visit; whether a large one is the same is not looked at.
    if (next === this.#current && next !== this.#large) return;
    this.#stop(at);
    this.#current = next;
    if (next !== undefined) next.visits += 1;
  }

  /** Up to an instant not before the last step. @param isNow whether the last value is the present one */
  until(end: Date, isNow: boolean): ValueTimes {
    this.#stop(end);
    const sorted = [...this.#visited.values()].sort((a, b) => b.ms - a.ms);
    const rest = [...sorted.slice(MOST_VALUES), this.#large].filter(({ visits }) => visits > 0);
    return {
      values: sorted
        .slice(0, MOST_VALUES)
        .map((one) => ({ ...one, current: isNow && one === this.#current })),
      ...(rest.length > 0 && { others: { ms: sum(rest, 'ms'), visits: sum(rest, 'visits') } }),
    };
  }

  #stop(at: Date): void {
    if (this.#current !== undefined) this.#current.ms += at.getTime() - this.#since;
    this.#since = at.getTime();
  }

  #visit(value: Json): Visited {
    if (sizeOf(value) > MOST_CHARACTERS) return this.#large;
    const identity = identityOf(value);
    const known = this.#visited.get(identity) ?? { value, ms: 0, visits: 0 };
    this.#visited.set(identity, known);
    return known;
  }
}

function sizeOf(value: Json): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}

function sum(visited: readonly Visited[], of: 'ms' | 'visits'): number {
  return visited.reduce((total, one) => total + one[of], 0);
}
