import type { Json } from '../../../domain/json.js';
import { frozenSize } from './frozen_size.js';

/** The value of a field while changes are applied to it. */
export interface FieldValue {
  /** About how many bytes it takes in memory. */
  readonly bytes: number;
  /** As it is now, frozen in depth; the same object until the next change. */
  value(): Json;
}

/** A value that is only changed as a whole. */
export class WholeValue implements FieldValue {
  readonly bytes: number;
  readonly #value: Json;

  constructor(value: Json) {
    this.#value = value;
    this.bytes = frozenSize(value);
  }

  value(): Json {
    return this.#value;
  }
}
