import type { ProvableEntry } from '../history/entry_seals.js';

/** Why a feed ends: the follower may not see it any more, the record was erased, or it was told to end. */
export type EndReason = 'access' | 'erased' | 'stopping';

/** What comes through a feed (N6). `id` is the `seq` of a record's feed and the position of a space's. */
export type LiveEvent =
  | ({ readonly type: 'entry'; readonly id: number } & ProvableEntry)
  /** Entries up to this one do not match. */
  | { readonly type: 'cursor'; readonly id: number }
  /** The last one. */
  | { readonly type: 'end'; readonly reason: EndReason };

/** Events as they come, each when it is asked for; the signal ends them. Nothing is held until the first is asked for. */
export type Feed = (signal: AbortSignal) => AsyncGenerator<LiveEvent, void, undefined>;

/** So many entries that do not match are passed over before a feed says how far it is. */
export const CURSOR_EVERY = 1_000;

/** Entries that are read at once. */
export const PORTION = 100;

/** The last event of a feed. */
export function ending(reason: EndReason): LiveEvent {
  return { type: 'end', reason };
}

/** Whether a feed is to end now: it is told so while it waits for other things. */
export function isToldToEnd({ aborted }: AbortSignal): boolean {
  return aborted;
}
