import type { Activity } from '../../domain/activity.js';
import type { LoggedEntry, LogRow } from '../../domain/log/space_log.js';
import { ReadAhead } from './read_ahead.js';
import type { FoundEntry, RowEntries } from './row_entries.js';
import type { NamedRow } from './row_place.js';
import { isNamed } from './row_place.js';
import type { ScanBudget } from './scan_budget.js';

/** Entries of a page, in characters of JSON: with the one that reaches it the page ends, so that it has a bound. */
const MOST_WEIGHT = 8 * 2 ** 20;
/** Rows that are remembered. */
const TAIL = 100;

/** What is looked for among rows. */
export interface RowScan {
  /** Entries after which it ends. */
  readonly limit: number;
  /** Characters of JSON of entries with which it ends; default: 8 Mi. */
  readonly mostWeight?: number | undefined;
  /** Whether an entry may be one of them, by what its row says. */
  readonly mayMatch: (entry: LoggedEntry) => boolean;
  /** Whether it is. */
  readonly matches: (entry: Activity) => Promise<boolean>;
  readonly reader: Pick<RowEntries, 'of'>;
  readonly budget: ScanBudget;
}

/** What was found, and how far that is. */
export interface ScannedRows {
  readonly found: readonly FoundEntry[];
  /** The last rows that were examined, in their order; none when there were none. */
  readonly tail: readonly LogRow[];
  /** Why it ended there: there are enough entries, the budget is spent, or there are no more rows. */
  readonly end: 'full' | 'spent' | 'over';
}

/** Goes through batches of rows until there are enough entries. What is held does not grow with what is examined. */
export async function scanRows(
  batches: AsyncIterable<readonly LogRow[]>,
  scan: RowScan,
): Promise<ScannedRows> {
  const { limit, mayMatch, reader, budget } = scan;
  const [page, ahead]: [Page, ReadAhead] = [{ found: [], weight: 0 }, new ReadAhead()];
  const { found } = page;
  let tail: readonly LogRow[] = [];
  for await (const batch of batches) {
    for (let rest = batch; rest.length > 0;) {
      const wanted = Math.min(budget.entries.left, ahead.next(limit - found.length));
      const { rows, named } = pieceOf(rest, mayMatch, { rows: budget.rows.left, entries: wanted });
      const read = named.length === 0 ? [] : await reader.of(named);
      const before = found.length;
      const last = await sift(read, page, scan);
      const examined = last === undefined ? rows : rows.slice(0, rows.indexOf(last) + 1);
      tail = [...tail, ...examined].slice(-TAIL);
      if (last !== undefined) return { found, tail, end: found.length === limit ? 'full' : 'spent' };
      ahead.done({ rows: named.length, found: found.length - before, weight: weightOf(read) });
      await budget.rows.spend(rows.length);
      if (budget.rows.isSpent) return { found, tail, end: 'spent' };
      rest = rest.slice(rows.length);
    }
  }
  return { found, tail, end: 'over' };
}

/** A page that is being filled. */
interface Page {
  readonly found: FoundEntry[];
  weight: number;
}

/** Takes in what matches; answers the row at which the page has to end, if it has to. */
async function sift(
  read: readonly FoundEntry[],
  page: Page,
  { limit, mostWeight = MOST_WEIGHT, matches, budget }: RowScan,
): Promise<NamedRow | undefined> {
  for (const one of read) {
    await budget.entries.spend(1);
    if (await matches(one.entry)) {
      page.found.push(one);
      page.weight += one.weight;
    }
    if (page.found.length === limit || page.weight >= mostWeight || budget.entries.isSpent) return one.row;
  }
  return undefined;
}

function weightOf(read: readonly FoundEntry[]): number {
  return read.reduce((sum, { weight }) => sum + weight, 0);
}

/** The first rows, and which of them may match: no more than so many. */
function pieceOf(
  rows: readonly LogRow[],
  mayMatch: RowScan['mayMatch'],
  most: { readonly rows: number; readonly entries: number },
): { readonly rows: readonly LogRow[]; readonly named: readonly NamedRow[] } {
  const named: NamedRow[] = [];
  const last = rows.findIndex((row, i) => {
    if (isNamed(row) && mayMatch(row.entry)) named.push(row);
    return named.length >= most.entries || i + 1 >= most.rows;
  });
  return { rows: last === -1 ? rows : rows.slice(0, last + 1), named };
}
