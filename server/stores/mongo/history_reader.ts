import type { EntryDocument, RecordDocument } from './collections.js';
import { countUpTo, narrow } from './facet_merge.js';
import type { FacetSpan, SeqLookup } from './facet_merge.js';
import { findBatch } from './find_batch.js';
import type { Workbench } from './workbench.js';

/** An entry was neither in the outbox nor in the collection: the record was erased meanwhile, or it is damaged. */
export class MissingEntries extends Error {
  override readonly name = 'MissingEntries';
}

const STORED_ENTRY = { _id: 0, seq: 1, id: 1, owner: 1, at: 1, body: 1 };

/** An entry without its place in the index. */
export type StoredEntry = Omit<EntryDocument, 'facet' | 'ordinal'>;

/** What of one facet, or of several together, is asked for; both as the port's window says. */
export interface FacetRange {
  readonly order: 'asc' | 'desc';
  readonly skip: number;
  readonly limit: number;
  readonly upTo: number;
}

/**
 * Reads one record's entries as of one reading of its document: what was in the outbox then comes from there,
 * everything else has been in the collection before. All reads are ranges or sets of exact keys, so they cost
 * what they answer.
 */
export class HistoryReader {
  readonly #bench: Workbench;
  readonly #h: string;
  readonly #length: number;
  readonly #pending: readonly EntryDocument[];

  constructor(bench: Workbench, doc: Pick<RecordDocument, 'h' | 'seq' | 'pending'>) {
    this.#bench = bench;
    this.#h = doc.h;
    this.#length = doc.seq ?? 0;
    this.#pending = (doc.pending ?? []).flatMap(({ entries }) => entries);
  }

  /** The entries from one `seq` to another, both included, oldest first. */
  async between(from: number, to: number): Promise<StoredEntry[]> {
    const pending = this.#pending.filter(({ seq }) => from <= seq && seq <= to);
    const stored = await this.#missing(
      span(from, to),
      new Set(pending.map(({ seq }) => seq)),
      (first, last) => this.#find({ seq: { $gte: first, $lt: last + 1 } }, last - first + 1),
    );
    return complete([...pending, ...stored], to - from + 1);
  }

  /** The entries from one `seq` to another if all of them have left the outbox, oldest first. */
  async found(from: number, to: number): Promise<StoredEntry[] | undefined> {
    const length = to - from + 1;
    const stored = await this.#find({ seq: { $gte: from, $lt: to + 1 } }, length);
    return stored.length === length ? complete(stored, length) : undefined;
  }

  /** The entries of these facets that the range means, oldest first. `counts`: how many each facet has. */
  async ofFacets(counts: ReadonlyMap<string, number>, range: FacetRange): Promise<StoredEntry[]> {
    const cut = range.upTo >= this.#length ? counts : await this.#cut(counts, range.upTo);
    const total = [...cut.values()].reduce((sum, n) => sum + n, 0);
    const from = range.order === 'asc' ? range.skip : Math.max(0, total - range.skip - range.limit);
    const to = range.order === 'asc' ? Math.min(total, from + range.limit) : total - range.skip;
    if (from >= to) return [];
    const [only] = cut.keys();
    if (cut.size === 1 && only !== undefined) {
      return this.#ofSpan({ facet: only, from: from + 1, to });
    }
    const { spans, before } = await narrow(cut, { skip: from, length: to - from }, this.#seqs);
    const seqs = (await Promise.all(spans.map((one) => this.#seqsOfSpan(one)))).flat().sort((a, b) => a - b);
    return this.#bySeqs(seqs.slice(before, before + to - from));
  }

  async #cut(counts: ReadonlyMap<string, number>, upTo: number): Promise<ReadonlyMap<string, number>> {
    const newer = this.#length - upTo;
    return new Map(
      await Promise.all(
        [...counts].map(async ([facet, n]) => {
          const bounds = { low: Math.max(0, n - newer), high: Math.max(0, Math.min(n, upTo)) };
          return [facet, await countUpTo(facet, upTo, bounds, this.#seqs)] as const;
        }),
      ),
    );
  }

  async #ofSpan({ facet, from, to }: FacetSpan): Promise<StoredEntry[]> {
    const pending = this.#pending.filter((e) => e.facet === facet && from <= e.ordinal && e.ordinal <= to);
    const known = new Set(pending.map(({ ordinal }) => ordinal));
    const stored = await this.#missing(span(from, to), known, (first, last) =>
      this.#find({ facet, ordinal: { $gte: first, $lt: last + 1 } }, last - first + 1),
    );
    return complete([...pending, ...stored], to - from + 1);
  }

  async #bySeqs(seqs: readonly number[]): Promise<StoredEntry[]> {
    const wanted = new Set(seqs);
    const pending = this.#pending.filter(({ seq }) => wanted.has(seq));
    for (const { seq } of pending) wanted.delete(seq);
    const stored = wanted.size === 0 ? [] : await this.#find({ seq: { $in: [...wanted] } }, wanted.size);
    return complete([...pending, ...stored], seqs.length);
  }

  /** Answered from the index alone. */
  async #seqsOfSpan({ facet, from, to }: FacetSpan): Promise<number[]> {
    const pending = this.#pending.filter((e) => e.facet === facet && from <= e.ordinal && e.ordinal <= to);
    const known = new Set(pending.map(({ ordinal }) => ordinal));
    const stored = await this.#missing(span(from, to), known, (first, last) =>
      this.#findOrdinals(facet, { $gte: first, $lt: last + 1 }, last - first + 1),
    );
    const seqs = new Set([...pending, ...stored].map(({ seq }) => seq));
    if (seqs.size !== to - from + 1) throw new MissingEntries();
    return [...seqs];
  }

  /** Answered from the index alone. */
  readonly #seqs: SeqLookup = async (facet, ordinals) => {
    const wanted = new Set(ordinals);
    const pending = this.#pending.filter((e) => e.facet === facet && wanted.has(e.ordinal));
    for (const { ordinal } of pending) wanted.delete(ordinal);
    const stored =
      wanted.size === 0 ? [] : await this.#findOrdinals(facet, { $in: [...wanted] }, wanted.size);
    const seqs = new Map([...pending, ...stored].map(({ ordinal, seq }) => [ordinal, seq]));
    if (seqs.size !== ordinals.length) throw new MissingEntries();
    return seqs;
  };

  // Ranges end with `$lt`: secantus leaves out the end of a `$lte` on a field that is not the index's last.
  /** Reads the smallest range that holds every number the outbox does not have. */
  async #missing<T>(
    numbers: readonly number[],
    known: ReadonlySet<number>,
    read: (first: number, last: number) => Promise<T[]>,
  ): Promise<T[]> {
    const rest = numbers.filter((number) => !known.has(number));
    const [first] = rest;
    const last = rest.at(-1);
    return first === undefined || last === undefined ? [] : read(first, last);
  }

  /** `expected`: how many there are if none is missing. */
  async #find(filter: object, expected: number): Promise<StoredEntry[]> {
    const { activities } = this.#bench.collections;
    const query = { filter: { h: this.#h, ...filter }, projection: STORED_ENTRY, limit: expected };
    const batch = await findBatch(this.#bench, activities, query);
    if (batch.length === expected) return batch;
    // Some are missing, or they are so large that they came in part: a cursor brings all there are.
    const options = { projection: query.projection, maxTimeMS: this.#bench.timeoutMs };
    return this.#bench.call(() => activities.find(query.filter, options).toArray());
  }

  #findOrdinals(facet: string, ordinal: object, limit: number): Promise<{ ordinal: number; seq: number }[]> {
    const { activities } = this.#bench.collections;
    const filter = { h: this.#h, facet, ordinal };
    return findBatch(this.#bench, activities, { filter, projection: { _id: 0, ordinal: 1, seq: 1 }, limit });
  }
}

function span(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** In the order of `seq`, each once. An entry can be in the outbox and in the collection at the same time. */
function complete(entries: readonly StoredEntry[], length: number): StoredEntry[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  if (bySeq.size !== length) throw new MissingEntries();
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
