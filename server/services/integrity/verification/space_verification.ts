import type { LogHead } from '../../../domain/log/space_log.js';
import { LedgerReading } from './ledger_reading.js';
import { LogReading, readable } from './log_reading.js';
import type { VerificationDependencies } from './record_verification.js';
import type { SpaceProblem, SpaceReport, SpaceStart } from './report.js';
import { MAX_CHECKED, MAX_PROBLEMS } from './report.js';
import type { CheckedRows } from './rows_check.js';
import { RowsCheck } from './rows_check.js';
import { TreeCheck } from './tree_check.js';

/** Rows that are checked together. */
const PORTION = 500;

/** What was counted of a log up to some position; `undefined` where nobody has counted from its beginning. */
interface Counted {
  readonly erased: number | undefined;
  readonly adopted: number | undefined;
}

/**
 * Verifies the log of a space (N10.4): rows against the tree's leaves, the tree against its root and the kept
 * checkpoint, rows against entries or the ledger. Whatever is stored is reported and never thrown.
 */
export class SpaceVerification {
  readonly #deps: VerificationDependencies;

  constructor(deps: VerificationDependencies) {
    this.#deps = deps;
  }

  /**
   * A part of the log: at most `MAX_CHECKED` positions, fewer when they have `MAX_PROBLEMS`. What is erased and
   * adopted is compared with the ledger at the end of the log, if it was counted from the beginning.
   * @param from what the report before has in `next`
   * @throws LOG_DISABLED, STORE_UNAVAILABLE
   */
  async check(space: string, from: SpaceStart = { start: 0 }): Promise<SpaceReport> {
    const { store, keys } = this.#deps;
    // What is damaged may stay without position: its record tells.
    await readable(() => store.log.catchUp(space));
    const head = await readable(() => store.log.head(space));
    if (head === undefined || !isCounting(head)) return unreadable(from);
    const reading = new LogReading(store.log, space);
    const ledger = new LedgerReading(store, space);
    const rows = new RowsCheck({ store, reading, ledger, head });
    const { checked, end } = await this.#rows(rows, from.start, head.size);
    const tree = new TreeCheck(reading, head);
    const root = await tree.root();
    const complete = end >= head.size;
    const counted = countedOn(from, checked);
    const problems: SpaceProblem[] = [
      ...checked.problems,
      ...(await tree.nodes({ start: from.start, end })),
      ...(tree.goesOnFrom(root) ? [] : [{ position: head.size, problem: 'root-differs' as const }]),
      ...(await tree.checkpoint(keys.of(space))),
      ...(complete ? await unaccounted(ledger, counted, head.size) : []),
    ];
    return {
      valid: problems.length === 0,
      ...{ size: head.size, start: from.start, end, root, checkpoint: head.checkpoint?.size },
      ...{ entries: checked.entries, erased: checked.erased, adopted: checked.adopted },
      problems: problems.sort((a, b) => a.position - b.position),
      complete,
      ...(!complete && { next: { start: end, ...counted } }),
    };
  }

  async #rows(
    rows: RowsCheck,
    start: number,
    size: number,
  ): Promise<{ readonly checked: CheckedRows; readonly end: number }> {
    const last = Math.min(size, start + MAX_CHECKED);
    let checked: CheckedRows = { entries: 0, erased: 0, adopted: 0, problems: [] };
    let end = start;
    while (end < last && checked.problems.length < MAX_PROBLEMS) {
      const to = Math.min(last, end + PORTION);
      const more = await rows.of({ start: end, end: to });
      checked = {
        entries: checked.entries + more.entries,
        erased: checked.erased + more.erased,
        adopted: checked.adopted + more.adopted,
        problems: [...checked.problems, ...more.problems],
      };
      end = to;
    }
    return { checked, end };
  }
}

/** What the ledger does not tell of: more rows without entry than records erased, more records adopted. */
async function unaccounted(
  ledger: LedgerReading,
  { erased, adopted }: Counted,
  size: number,
): Promise<readonly SpaceProblem[]> {
  const problems: SpaceProblem[] = [];
  if ((erased ?? 0) > 0 && (erased ?? 0) > (await toldBy(ledger, 'record-erased', 'seq'))) {
    problems.push({ position: size, problem: 'erasure-unaccounted' });
  }
  if ((adopted ?? 0) > 0 && (adopted ?? 0) > (await toldBy(ledger, 'adopted', 'records'))) {
    problems.push({ position: size, problem: 'unsigned' });
  }
  return problems;
}

async function toldBy(ledger: LedgerReading, statement: string, member: string): Promise<number> {
  const told = (await ledger.of(statement)).map(({ change }) => Number(change.details[member]));
  return told.filter((count) => Number.isSafeInteger(count) && count > 0).reduce((a, b) => a + b, 0);
}

function countedOn({ start, erased, adopted }: SpaceStart, more: CheckedRows): Counted {
  const on = (before: number | undefined, count: number): number | undefined =>
    before === undefined && start > 0 ? undefined : (before ?? 0) + count;
  return { erased: on(erased, more.erased), adopted: on(adopted, more.adopted) };
}

function isCounting({ size }: LogHead): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

/** What is told of a log whose head is none. */
function unreadable({ start }: SpaceStart): SpaceReport {
  return {
    ...{ valid: false, size: 0, start, end: start, entries: 0, erased: 0, adopted: 0 },
    problems: [{ position: start, problem: 'root-differs' }],
    complete: true,
  };
}
