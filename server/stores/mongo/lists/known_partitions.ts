/** Some 2 MB; 16 MB where all names are as long as they may be. */
const MAX_KNOWN = 10_000;

/**
 * Partitions in which this process has found records. A hint and nothing more: whoever lists asks for the others too,
 * so that it need not be whole, nor true any more, nor shared with anybody.
 */
export class KnownPartitions {
  /** The one that was asked for the longest ago comes first. */
  readonly #known = new Set<string>();

  /** Those of the partitions that are known, and all the others. */
  among(partitions: readonly string[]): {
    readonly known: readonly string[];
    readonly others: readonly string[];
  } {
    const known = partitions.filter((p) => this.#known.has(p));
    this.add(known);
    return { known, others: partitions.filter((p) => !this.#known.has(p)) };
  }

  /** Keeps in mind that there are records in these. */
  add(partitions: readonly string[]): void {
    for (const p of partitions) {
      this.#known.delete(p);
      this.#known.add(p);
    }
    while (this.#known.size > MAX_KNOWN) this.#dropOldest();
  }

  #dropOldest(): void {
    const [oldest] = this.#known;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
