/** What is stored of histories. */
export type StoredSort = 'entry' | 'head' | 'row' | 'tile' | 'log' | 'checkpoint';

/** Something that is stored, as it is: JSON values, bytes and times. */
export interface StoredThing {
  readonly sort: StoredSort;
  /** What names it in its store. */
  readonly key: unknown;
  readonly value: unknown;
}

/** What an administrator of the database can do, behind the back of the store. */
export interface Tampering {
  /** Everything of that sort, in an order that does not change; entries of one record in that of `seq`. */
  all(sort: StoredSort): Promise<readonly StoredThing[]>;
  /** Puts another value in its place, also where it was removed. @returns `false` when the database refuses it */
  put(thing: StoredThing, value?: unknown): Promise<boolean>;
  remove(thing: StoredThing): Promise<void>;
  /** Removes all that is stored under the name of a record. */
  removeRecord(subject: {
    readonly space: string;
    readonly kind: string;
    readonly id: string;
  }): Promise<void>;
  /** Everything that is stored. */
  snapshot(): Promise<Snapshot>;
  close(): Promise<void>;
}

/** A state of a whole store. */
export interface Snapshot {
  /** Puts it in the place of whatever there is now. */
  restore(): Promise<void>;
}
