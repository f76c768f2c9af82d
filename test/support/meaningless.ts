import type { StoredSort } from './tampering.js';

type Paths = Readonly<Partial<Record<StoredSort, RegExp>>>;

/**
 * What can be changed without changing what a history says, and is claimed by nobody, by the sort of what is stored
 * and the path in it. What a record is now (its state, whether it is deleted, its revision) is no part of its history:
 * the entries tell that.
 */
export const MEANINGLESS: Readonly<Record<'embedded' | 'mongodb', Paths>> = {
  embedded: {
    // Kinds that there are not are read as a user, which the actor is; what is no object is read as no context.
    entry: /^-?3\.kind(~other)?$|^5$/,
    // Revision, deleted, state. That more entries were adopted helps none that has no signature behind one that has.
    head: /^2~|^5$|^-?7\.|^8\.chain\.adopted~more$/,
    // A wider range of times hides nothing from those who read by time.
    log: /^2~less$|^3~more$/,
  },
  mongodb: {
    // Places in the index of facets and in lists of unfinished work: found by them, an entry is still the same.
    entry: /^-?(facet|ordinal)|^-?body\.actor\.kind(~other)?$/,
    // Those of above; what finds unfinished work; how far the log is, which the rows tell themselves.
    head: /^-?(h|revision|deleted|state|commit|logged|due|open|list)\b|^chain\.adopted~more$/,
    // The place in the order of time, below the record's number.
    row: /^-?n~/,
    // Where to append.
    tile: /^-?w\b/,
    log: /^-?(behind|pending|open)\b|^first~less$|^last~more$/,
  },
};
