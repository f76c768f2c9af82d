/** Reasons that are told apart; the rows of further ones are counted together. */
const MAX_REASONS = 20;
/** Lines that are named per reason. */
const MAX_LINES = 5;

interface Refusal {
  rows: number;
  readonly lines: number[];
}

/** How many rows a log had, and why some of them were not recorded: every row is counted once. */
export class Tally {
  #recorded = 0;
  readonly #refusals = new Map<string, Refusal>();

  /** Rows that were dealt with: at the end, those of the file without its header and its blank lines. */
  get rows(): number {
    return this.#recorded + this.refused;
  }

  /** Rows that were not recorded. */
  get refused(): number {
    return [...this.#refusals.values()].reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Counts rows that the history has, be it from now or from before. */
  record(rows: number): void {
    this.#recorded += rows;
  }

  /** Counts rows that are not recorded; `lines` are those they begin at. */
  refuse(reason: string, lines: readonly number[]): void {
    const told = this.#refusals.has(reason) || this.#refusals.size < MAX_REASONS ? reason : 'other reasons';
    const refusal = this.#refusals.get(told) ?? { rows: 0, lines: [] };
    refusal.rows += lines.length;
    refusal.lines.push(...lines.slice(0, MAX_LINES + 1 - refusal.lines.length));
    this.#refusals.set(told, refusal);
  }

  /** A line per reason: how many rows, why, and where the first of them are. */
  reasons(): readonly string[] {
    return [...this.#refusals].map(([reason, { rows, lines }]) => {
      const named = lines.slice(0, MAX_LINES).join(', ');
      const where = `${lines.length > 1 ? 'lines' : 'line'} ${named}${lines.length > MAX_LINES ? ', ...' : ''}`;
      return `${String(rows)}: ${reason} (${where})`;
    });
  }
}
