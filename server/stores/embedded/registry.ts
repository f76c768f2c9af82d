import { randomInt } from 'node:crypto';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import type { Json } from '../../domain/json.js';
import { isStorableId } from '../../domain/record.js';
import type { Registry, RegistryEntry, RegistryValue } from '../../domain/registry.js';
import { MAX_REGISTRY_CHARACTERS } from '../../domain/registry.js';
import type { Operations } from './operations.js';
import type { Storage } from './storage.js';

const PREFIX = Buffer.from('\0v');
const BEHIND_ALL = Buffer.from('\0w');

/** A name is shorter, so that what is cut off does not count. */
const MOST_NAME_BYTES = 600;

/** Values that are read in one turn: each can have 65,536 characters. */
const VALUES_PER_TURN = 50;

/** `until` in epoch milliseconds. */
type Stored = readonly [value: Json, until?: number];

/** The registry on lmdb: a value's version is that of its key. */
export class EmbeddedRegistry implements Registry {
  readonly #storage: Storage;
  readonly #operations: Operations;

  constructor(storage: Storage, operations: Operations) {
    this.#storage = storage;
    this.#operations = operations;
  }

  get(name: string): Promise<RegistryValue | undefined> {
    return this.#operations.run(async () =>
      isStorableId(name) ? (await this.#find(name))?.current : undefined,
    );
  }

  set(name: string, expected: number, { value, until }: RegistryEntry): Promise<number | undefined> {
    return this.#operations.run(async () => {
      const text = exactJson(value);
      if (!isStorableId(name) || text.length > MAX_REGISTRY_CHARACTERS) {
        throw new ActivityError('INVALID_REQUEST', 'The value of the registry cannot be stored.');
      }
      const found = await this.#find(name);
      if ((found?.current?.version ?? 0) !== expected) return undefined;
      const key = keyOf(name);
      const version = versionAfter(found?.version);
      const put = { key, value: until === undefined ? `[${text}]` : `[${text},${timeOf(until)}]`, version };
      const guards = [{ key, version: found?.version }];
      return (await this.#storage.write({ guards, puts: [put], removes: [] })) ? version : undefined;
    });
  }

  remove(name: string, expected: number): Promise<boolean> {
    return this.#operations.run(async () => {
      const found = isStorableId(name) ? await this.#find(name) : undefined;
      if (found?.current?.version !== expected) return false;
      const key = keyOf(name);
      return this.#storage.write({ guards: [{ key, version: expected }], puts: [], removes: [key] });
    });
  }

  names(after: string | undefined, limit: number): Promise<readonly string[]> {
    return this.#operations.run(async () => {
      const names: string[] = [];
      let start = keyBehind(after ?? '');
      while (names.length < limit) {
        const range = { start, end: BEHIND_ALL, limit: Math.min(VALUES_PER_TURN, limit - names.length) };
        const found = await this.#operations.read((db) =>
          [...db.getRange(range)].map(({ key, value }) => ({ name: nameOf(key), lasts: lasts(value) })),
        );
        names.push(...found.flatMap(({ name, lasts: isLasting }) => (isLasting ? [name] : [])));
        const last = found.at(-1);
        if (last === undefined || found.length < range.limit) break;
        start = keyBehind(last.name);
      }
      return names;
    });
  }

  /** What is stored: without `current` when its time is over. */
  async #find(name: string): Promise<{ version: number; current: RegistryValue | undefined } | undefined> {
    const entry = await this.#operations.read((db) => db.getEntry(keyOf(name)));
    if (entry === undefined) return undefined;
    const { version = 0 } = entry;
    const [value, until] = JSON.parse(entry.value) as Stored;
    if (until === undefined) return { version, current: { value, version } };
    return { version, current: until > Date.now() ? { value, until: new Date(until), version } : undefined };
  }
}

function keyOf(name: string): Buffer {
  return Buffer.concat([PREFIX, Buffer.from(name)]);
}

function nameOf(key: Buffer): string {
  return key.toString('utf8', PREFIX.length);
}

/** Where the names behind this one begin: no name has a NUL. */
function keyBehind(name: string): Buffer {
  return Buffer.concat([PREFIX, Buffer.from(name).subarray(0, MOST_NAME_BYTES), Buffer.from([0])]);
}

function lasts(stored: string): boolean {
  const [, until] = JSON.parse(stored) as Stored;
  return until === undefined;
}

/** Another one than before, also where a value was removed in between. */
function versionAfter(before: number | undefined): number {
  const version = randomInt(1, 2 ** 47);
  return version === before ? versionAfter(before) : version;
}

function timeOf(until: Date): string {
  const time = until.getTime();
  if (Number.isNaN(time)) throw new ActivityError('INTERNAL_ERROR', 'A time to be stored is no time.');
  return String(time);
}
