import { randomInt } from 'node:crypto';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import type { Json } from '../../domain/json.js';
import { isStorableId } from '../../domain/record.js';
import type { Registry, RegistryEntry, RegistryValue } from '../../domain/registry.js';
import { MAX_REGISTRY_CHARACTERS } from '../../domain/registry.js';
import { isDuplicateKey } from './connection/mongo_errors.js';
import type { RegistryDocument } from './log/documents.js';
import { BEHIND_ALL } from './log/due_records.js';
import { findBatch } from './read/find_batch.js';
import type { Workbench } from './workbench.js';

const VERSIONS = 2 ** 47;

/**
 * Small values. Each version is a random number: a value that was removed and set again has another one. What is
 * over counts as gone by the clock of this process, and the server removes it within a minute or so.
 */
export class MongoRegistry implements Registry {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async get(name: string): Promise<RegistryValue | undefined> {
    const doc = await this.#find(name);
    if (doc === undefined || isOver(doc)) return undefined;
    const { v: version, until } = doc;
    // Only this store writes these texts.
    const value = JSON.parse(doc.value) as Json;
    return { value, version, ...(until !== undefined && { until }) };
  }

  async set(name: string, expected: number, entry: RegistryEntry): Promise<number | undefined> {
    const text = exactJson(entry.value);
    if (!isStorableId(name) || text.length > MAX_REGISTRY_CHARACTERS) {
      throw new ActivityError('INVALID_REQUEST', 'The registry cannot take such a name or value.');
    }
    const found = await this.#find(name);
    const there = found !== undefined && !isOver(found);
    if ((there ? found.v : 0) !== expected) return undefined;
    const v = otherVersion(found?.v);
    const { until } = entry;
    const doc = { _id: name, v, value: text, ...(until !== undefined && { until }) };
    const done = found === undefined ? await this.#insert(doc) : await this.#replace(found.v, doc);
    return done ? v : undefined;
  }

  async remove(name: string, expected: number): Promise<boolean> {
    const found = await this.#find(name);
    if (found?.v !== expected || isOver(found)) return false;
    const { registry } = this.#bench.collections;
    const { deletedCount } = await this.#bench.call(() => registry.deleteOne({ _id: name, v: expected }));
    return deletedCount === 1;
  }

  async names(after: string | undefined, limit: number): Promise<readonly string[]> {
    const filter = { _id: { $gt: after ?? '', $lt: BEHIND_ALL }, until: { $exists: false } };
    const query = { filter, projection: { _id: 1 }, sort: { _id: 1 }, limit };
    const docs = await findBatch(this.#bench, this.#bench.collections.registry, query);
    return docs.map(({ _id }) => _id);
  }

  /** Whether there was none. */
  async #insert(doc: RegistryDocument): Promise<boolean> {
    const { registry } = this.#bench.collections;
    try {
      await this.#bench.call(() => registry.insertOne(doc));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Whether it was still at that version. */
  async #replace(v: number, { _id, ...doc }: RegistryDocument): Promise<boolean> {
    const { registry } = this.#bench.collections;
    const update = doc.until === undefined ? { $set: doc, $unset: { until: '' as const } } : { $set: doc };
    const { matchedCount } = await this.#bench.call(() => registry.updateOne({ _id, v }, update));
    return matchedCount === 1;
  }

  async #find(name: string): Promise<RegistryDocument | undefined> {
    if (!isStorableId(name)) return undefined;
    const query = { filter: { _id: name }, projection: {}, limit: 1 };
    const [doc] = await findBatch(this.#bench, this.#bench.collections.registry, query);
    return doc;
  }
}

function isOver({ until }: RegistryDocument): boolean {
  return until !== undefined && until <= new Date();
}

function otherVersion(version: number | undefined): number {
  const other = randomInt(1, VERSIONS);
  return other === version ? other + 1 : other;
}
