/** How an import ended. */
type Outcome = 'complete' | 'interrupted' | 'failed';

/** What became of a record. */
type RecordOutcome = 'recorded' | 'identical' | 'differs' | 'failed';

/** Something of a file that was not recorded as it stands there. */
interface Warning {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Warnings that are kept; further ones are counted. */
const MAX_WARNINGS = 1000;

/** Warnings that are printed. */
const PRINTED = 20;

/** What an import has done: every row is counted once, and every record. */
export class ImportReport {
  #rows = 0;
  #refused = 0;
  #skipped = 0;
  #leftOut = 0;
  readonly #records: Record<RecordOutcome, number> = { recorded: 0, identical: 0, differs: 0, failed: 0 };
  readonly #entries = { recorded: 0, total: 0 };
  readonly #warnings: Warning[] = [];
  #moreWarnings = 0;

  get rows(): number {
    return this.#rows;
  }

  /** Rows that cannot be recorded as they stand, or that the map leaves out. */
  get unreadable(): number {
    return this.#refused + this.#leftOut;
  }

  /** Records that do not have the history that the files say. */
  get faulty(): number {
    return this.#records.failed + this.#records.differs;
  }

  /** Records that were dealt with. */
  get records(): number {
    return Object.values(this.#records).reduce((sum, count) => sum + count, 0);
  }

  /** Counts a row that was read. */
  readRow(): void {
    this.#rows += 1;
  }

  /** Counts a row that the map leaves out. */
  leaveOut(): void {
    this.#leftOut += 1;
  }

  /** Counts a row that cannot be recorded as it stands. */
  refuse(warning: Warning): void {
    this.#refused += 1;
    this.skip(1, warning);
  }

  /** Counts rows that are not recorded; the warning is of the first of them. */
  skip(rows: number, warning: Warning): void {
    this.#skipped += rows;
    this.warn(warning);
  }

  /** Keeps a warning. */
  warn(warning: Warning): void {
    if (this.#warnings.length < MAX_WARNINGS) this.#warnings.push(warning);
    else this.#moreWarnings += 1;
  }

  /** Counts a record, with its entries: those recorded now, and all that its history has. */
  finish(outcome: RecordOutcome, entries: { readonly recorded: number; readonly total: number }): void {
    this.#records[outcome] += 1;
    this.#entries.recorded += entries.recorded;
    this.#entries.total += entries.total;
  }

  /** What is written for programs: a JSON object, whose keys are documented in `docs/operations.md`. */
  asJson(run: Readonly<Record<string, unknown>>, outcome: Outcome, problem?: string): string {
    const report = {
      ...{ ...run, outcome, ...(problem !== undefined && { problem }) },
      ...{ rows: this.#rows, records: { ...this.#records, total: this.records }, entries: this.#entries },
      ...{ skipped: this.#skipped, leftOut: this.#leftOut },
      ...{ warnings: this.#warnings, moreWarnings: this.#moreWarnings },
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  }

  /** What is printed for people; `done` is how recorded entries are called. */
  asText(done: string): string {
    const { recorded, identical, differs, failed } = this.#records;
    const counts = `${String(recorded)} ${done}, ${String(identical)} identical, ${String(differs)} differ, ${String(failed)} failed`;
    return [
      `records     ${String(this.records)} (${counts})`,
      `rows        ${String(this.#rows)}`,
      `entries     ${String(this.#entries.total)} (${String(this.#entries.recorded)} of them ${done})`,
      `skipped     ${String(this.#skipped)} rows`,
      ...(this.#leftOut > 0 ? [`left out    ${String(this.#leftOut)} rows, by the map`] : []),
      '',
    ].join('\n');
  }

  /** The first warnings, as lines of text, without signs that a terminal would obey. */
  warningLines(): readonly string[] {
    const more = this.#warnings.length + this.#moreWarnings - PRINTED;
    const lines = this.#warnings
      .slice(0, PRINTED)
      .map(({ file, line, message }) => `${file}:${String(line)}: ${message}`.replaceAll(/\p{Cc}/gu, ' '));
    return more > 0 ? [...lines, `and ${String(more)} more warnings`] : lines;
  }
}
