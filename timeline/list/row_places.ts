/** Where rows stand below one another: by their height where it was measured, else as high as most are. */
export class RowPlaces {
  readonly #usual: number;
  readonly #measured = new Map<string, number>();
  #keys: readonly string[] = [];
  #heights: number[] = [];
  /** Where each row begins, and behind them where the last one ends; right up to `#right`. */
  #starts: number[] = [0];
  #right = 0;

  /** @param usual height of a row that was not measured yet, in pixels */
  constructor(usual: number) {
    this.#usual = usual;
  }

  /** The rows there are now, by keys that stay the same for as long as a row is the same. */
  set keys(keys: readonly string[]) {
    this.#keys = keys;
    this.#heights = keys.map((key) => this.#measured.get(key) ?? this.#usual);
    this.#starts = [0];
    this.#right = 0;
  }

  /** Where a row begins; of their number: where the last one ends. */
  startOf(index: number): number {
    const [starts, heights] = [this.#starts, this.#heights];
    const wanted = Math.max(0, Math.min(index, heights.length));
    for (; this.#right < wanted; this.#right += 1) {
      starts[this.#right + 1] = (starts[this.#right] ?? 0) + (heights[this.#right] ?? 0);
    }
    return starts[wanted] ?? 0;
  }

  /** How high all of them are. */
  get height(): number {
    return this.startOf(this.#keys.length);
  }

  /** The row that stands here, or the nearest one. */
  indexAt(offset: number): number {
    let [low, high] = [0, Math.max(0, this.#keys.length - 1)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Takes down how high a row is. @returns by how much that is more than it was taken for */
  measure(index: number, height: number): number {
    const key = this.#keys[index];
    if (key === undefined) return 0;
    const more = height - (this.#heights[index] ?? 0);
    // Less than that is how browsers round.
    if (Math.abs(more) < 0.5) return 0;
    this.#measured.set(key, height);
    this.#heights[index] = height;
    this.#right = Math.min(this.#right, index);
    return more;
  }
}
