import type { NativeEntry } from '../../common/native.js';

/** One row of the list: an entry, or a run of small changes that is folded. */
export interface Row {
  /** The same for as long as the row is the same. */
  readonly key: string;
  /** One entry, or all of the run, in the order of the list. */
  readonly entries: readonly NativeEntry[];
  /** Place of its first entry among those that are held. */
  readonly index: number;
  readonly isFolded: boolean;
  /** Whether it is the first of a run that was unfolded. */
  readonly opensRun: boolean;
  /** Whether it belongs to the commit of the row before it. */
  readonly continues: boolean;
  /** The day, where it is another than that of the row before it. */
  readonly day: string | undefined;
}

const RUN_MS = 600_000;
/** Fewer are read as quickly as a line about them. */
const RUN_LENGTH = 3;
/** What is looked for at a glance is never folded. */
const NEVER_FOLDED = ['status', 'severity'];

/**
 * The rows of these entries. Small changes by one person within ten minutes are one row unless one of them is in
 * `unfolded`, a set of ids of entries.
 */
export function rowsOf(
  entries: readonly NativeEntry[],
  unfolded: ReadonlySet<string>,
  dayOf: (at: string) => string,
): readonly Row[] {
  const rows: Row[] = [];
  let [day, before]: [string | undefined, NativeEntry | undefined] = [undefined, undefined];
  const add = (run: readonly NativeEntry[], index: number, opensRun: boolean): void => {
    const [entry] = run;
    if (entry === undefined) return;
    const isFolded = run.length > 1;
    const today = dayOf(entry.at);
    const isNewDay = today !== day;
    const continues =
      !isNewDay && !isFolded && rows.at(-1)?.isFolded === false && isSameCommit(before, entry);
    rows.push({
      ...{ key: isFolded ? `run ${entry.id}` : entry.id, entries: run, index, isFolded, opensRun },
      ...{ continues, day: isNewDay ? today : undefined },
    });
    [day, before] = [today, run.at(-1)];
  };
  for (let i = 0; i < entries.length;) {
    const run = entries.slice(i, i + runLength(entries, i, dayOf));
    const isRun = run.length >= RUN_LENGTH;
    if (isRun && !run.some(({ id }) => unfolded.has(id))) add(run, i, false);
    else for (const [j, entry] of run.entries()) add([entry], i + j, isRun && j === 0);
    i += run.length;
  }
  return rows;
}

function runLength(entries: readonly NativeEntry[], start: number, dayOf: (at: string) => string): number {
  const first = entries[start];
  if (first === undefined || !isSmall(first)) return 1;
  let end = start + 1;
  for (let next = entries[end]; next !== undefined && belongs(first, next); next = entries[end]) {
    if (dayOf(next.at) !== dayOf(first.at)) break;
    end += 1;
  }
  return end - start;
}

function belongs(first: NativeEntry, next: NativeEntry): boolean {
  const apart = Math.abs(Date.parse(first.at) - Date.parse(next.at));
  return isSmall(next) && isSamePerson(first, next) && isSameRecord(first, next) && apart <= RUN_MS;
}

function isSmall({ type, change }: NativeEntry): boolean {
  const { field } = change;
  return (type === 'field' || type === 'items') && !NEVER_FOLDED.includes(String(field));
}

/** Entries of one commit have one instant. */
function isSameCommit(one: NativeEntry | undefined, other: NativeEntry): boolean {
  return (
    one?.at === other.at &&
    Math.abs(one.seq - other.seq) === 1 &&
    isSamePerson(one, other) &&
    isSameRecord(one, other)
  );
}

function isSamePerson({ actor: one }: NativeEntry, { actor: other }: NativeEntry): boolean {
  return one.kind === other.kind && one.username === other.username;
}

function isSameRecord({ record: one }: NativeEntry, { record: other }: NativeEntry): boolean {
  return one.kind === other.kind && one.id === other.id;
}
