import type { NativeEntry } from '../../common/native.js';
import type { SourcePage } from './history_source.js';

/** More entries than this are not held at once where one can come back to them. */
const MOST_HELD = 3_000;

/** What is held of a history, in the order in which it is shown: a part of it without gaps. */
export interface EntryWindow {
  readonly entries: readonly NativeEntry[];
  /** Entries before these that match and are not held; `undefined`: not known. */
  readonly offset: number | undefined;
  /** Whether there is something before these. */
  readonly hasPrevious: boolean;
  /** Cursor of what is behind these. */
  readonly next: string | undefined;
  readonly total: number | undefined;
  /** How far a search has looked that is not over. */
  readonly looked: string | number | undefined;
}

export const NOTHING: EntryWindow = {
  entries: [],
  offset: 0,
  hasPrevious: false,
  next: undefined,
  total: undefined,
  looked: undefined,
};

/** The window that a first page makes; `offset` as far as it is known. */
export function opened(page: SourcePage, offset: number | undefined): EntryWindow {
  const { entries, next, total } = page;
  return { entries, offset, hasPrevious: offset !== 0, next, total, looked: lookedOf(page) };
}

/**
 * How many stand before a page, of which an entry was wanted: known at the start, and anywhere in a record without a
 * filter.
 */
export function offsetOf(
  { entries, head, total }: SourcePage,
  order: 'asc' | 'desc',
  seq: number | undefined,
): number | undefined {
  const [first] = entries;
  if (seq === undefined || first === undefined) return seq === undefined ? 0 : undefined;
  if (head === undefined || total !== head) return undefined;
  return order === 'desc' ? head - first.seq : first.seq - 1;
}

/** With the page behind it; what is too much goes at the other end where one can come back to it. */
export function withNext(window: EntryWindow, page: SourcePage, canReturn: boolean): EntryWindow {
  const known = new Set(window.entries.map(({ id }) => id));
  const all = [...window.entries, ...page.entries.filter(({ id }) => !known.has(id))];
  const dropped = canReturn ? Math.max(0, all.length - MOST_HELD) : 0;
  return {
    ...window,
    entries: dropped === 0 ? all : all.slice(dropped),
    offset: window.offset === undefined ? undefined : window.offset + dropped,
    hasPrevious: window.hasPrevious || dropped > 0,
    next: page.next,
    total: page.total ?? window.total,
    looked: lookedOf(page),
  };
}

/** With what stands before it; `cursorBehind` says how to come back to what goes at the end. */
export function withPrevious(
  window: EntryWindow,
  page: SourcePage,
  cursorBehind: (entry: NativeEntry) => string | undefined,
): EntryWindow {
  const all = [...page.entries, ...window.entries];
  const entries = all.slice(0, MOST_HELD);
  const last = entries.at(-1);
  const hasPrevious = page.next !== undefined;
  const offset = window.offset === undefined ? undefined : Math.max(0, window.offset - page.entries.length);
  return {
    ...window,
    entries,
    offset: hasPrevious ? offset : 0,
    hasPrevious,
    next: entries.length < all.length && last !== undefined ? cursorBehind(last) : window.next,
  };
}

/** With new entries at the end where they belong: `atStart` of a list whose newest entry stands first. */
export function withNew(window: EntryWindow, arrived: readonly NativeEntry[], atStart: boolean): EntryWindow {
  const known = new Set(window.entries.map(({ id }) => id));
  const fresh = arrived.filter(({ id }) => !known.has(id));
  const { total } = window;
  return {
    ...window,
    entries: atStart ? [...fresh.toReversed(), ...window.entries] : [...window.entries, ...fresh],
    total: total === undefined ? undefined : total + fresh.length,
  };
}

function lookedOf({ complete, looked, next }: SourcePage): string | number | undefined {
  return complete || next === undefined ? undefined : looked;
}
