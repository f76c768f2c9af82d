import type { Json } from './json.js';

/** The most that a value may have, in characters of JSON. */
export const MAX_REGISTRY_CHARACTERS = 65_536;

/** The name of the store's own UUID: it is the one value that a copy of the others leaves out. */
export const STORE_ID = 'store_id';

/** Values by name, each changed only by who has seen it. A name is a storable id. */
export interface Registry {
  /** `undefined` when there is none or its time is over. */
  get(name: string): Promise<RegistryValue | undefined>;
  /**
   * Sets the value if it is still at that version; 0: there is none, or its time is over.
   * @param value at most `MAX_REGISTRY_CHARACTERS` of JSON @returns the new version; `undefined` when it was not
   */
  set(name: string, expected: number, value: RegistryEntry): Promise<number | undefined>;
  /** Removes the value if it is at that version. @returns whether it was */
  remove(name: string, expected: number): Promise<boolean>;
  /**
   * Names of values that have no `until`, in the order of their UTF-8 bytes: at most `limit` (up to 1,000) after
   * `after`, which need not be there. Only the last answer is shorter.
   */
  names(after: string | undefined, limit: number): Promise<readonly string[]>;
}

/** What is set: a value, and perhaps until when it counts. */
export interface RegistryEntry {
  readonly value: Json;
  readonly until?: Date | undefined;
}

/** What is there: `version` is another one with each change. */
export interface RegistryValue extends RegistryEntry {
  readonly version: number;
}
