import type { Activity } from '../../../domain/activity.js';
import { FieldSteps } from './field_steps.js';
import { Lifecycle } from './lifecycle.js';
import type { LifecycleTimes, StatisticsSettings } from './lifecycle.js';
import { ValueClock } from './value_times.js';
import type { ValueTimes } from './value_times.js';

/** Which field's values are told, and which one says how far the record is. */
export interface StepQuestion {
  readonly field: string;
  readonly settings: StatisticsSettings;
}

/** What the changes of the two fields say. */
export class StepFigures {
  readonly #shown: FieldSteps;
  readonly #decisive: FieldSteps;
  readonly #clock = new ValueClock();
  readonly #lifecycle: Lifecycle;
  #last: Date;

  /** @param begin of the history */
  constructor(begin: Date, { field, settings }: StepQuestion) {
    this.#shown = new FieldSteps(field, begin);
    this.#decisive = new FieldSteps(settings.field, begin);
    this.#lifecycle = new Lifecycle(begin, settings);
    this.#last = begin;
  }

  /** The next entry, oldest first. */
  add(entry: Activity): void {
    for (const step of this.#shown.of(entry)) this.#clock.add(step);
    for (const step of this.#decisive.of(entry)) this.#lifecycle.add(step);
    this.#last = entry.at;
  }

  /** Where not all was scanned, nothing is known of what came after the last entry that was. */
  until(end: Date, hasAll: boolean): LifecycleTimes & { readonly timeIn: ValueTimes } {
    const timeIn = this.#clock.until(hasAll ? end : this.#last, hasAll);
    return { timeIn, ...this.#lifecycle.times };
  }
}
