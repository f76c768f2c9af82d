/** Orders of lists whose values are numbers. Stores keep an index for each order. */
export const NUMBER_RANKS = ['createdAt', 'updatedAt', 'closedAt', 'severity', 'status'] as const;

/** Orders whose values are texts, compared by their bytes of UTF-8. */
export const TEXT_RANKS = ['title', 'category'] as const;

/** By what lists of records can be ordered. */
export const RANKS = [...NUMBER_RANKS, ...TEXT_RANKS] as const;

/** The name of an order. */
export type Rank = (typeof RANKS)[number];

/** A record's place in each order. Without a place it comes last, whatever the direction. */
export type Ranks = { readonly createdAt: number } & Places<typeof NUMBER_RANKS, number> &
  Places<typeof TEXT_RANKS, string>;

type Places<R extends readonly string[], T> = Readonly<Partial<Record<R[number], T | undefined>>>;

/** Longer texts are cut where they are made: what is behind does not count in an order. */
export const MAX_RANK_CHARACTERS = 64;

/** A record is found by so many terms at most, each of so many characters: a host may record anything as tags. */
export const MAX_TERMS = 1_000;
export const MAX_TERM_CHARACTERS = 512;

/** Names of terms of which a record has one at most: what is before the `:`. Whoever is counted under two is not the same. */
export const SINGLE_TERMS = ['status', 'severity', 'category'] as const;

/** Whether no record can have two of these terms. */
export function areExclusive(terms: readonly string[]): boolean {
  const [name = ''] = (terms[0] ?? '').split(':', 1);
  return SINGLE_TERMS.some((single) => single === name) && terms.every((term) => term.startsWith(`${name}:`));
}

/** What lists know of a record; written with every commit, so that they never say anything else than the record. */
export interface Listing {
  /** Whose lists it is on: its owner and what else decides who may see it, as one text. */
  readonly audience: string;
  /** What it can be found by, such as `status:open`; each once, at most `MAX_TERMS`, one of each of `SINGLE_TERMS`. */
  readonly terms: readonly string[];
  readonly ranks: Ranks;
}
