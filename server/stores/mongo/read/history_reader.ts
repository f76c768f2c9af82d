import { facetCount } from '../../../domain/facet_count.js';
import { facetPage } from '../../../domain/facet_merge.js';
import type { FacetRange, FacetSpan } from '../../../domain/facet_merge.js';
import { searchLater } from '../../../domain/facet_search.js';
import type { Found, Probes } from '../../../domain/facet_search.js';
import type { EntryDocument, RecordDocument } from '../documents.js';
import { findBatch } from './find_batch.js';
import type { Workbench } from '../workbench.js';

/** An entry was neither in the outbox nor in the collection: the record was erased meanwhile, or it is damaged. */
export class MissingEntries extends Error {
  override readonly name = 'MissingEntries';
}

/** Entries did not all fit into one answer of the database: fewer have to be asked for. */
export class CutAnswer extends Error {
  override readonly name = 'CutAnswer';
  readonly bytesPerEntry: number;

  constructor(bytesPerEntry: number) {
    super('The entries do not fit into one answer.');
    this.bytesPerEntry = bytesPerEntry;
  }
}

/** Each look is a round trip: 10,000 entries are searched in one or two, a million in four. */
const PROBES = 32;

/** No engine cuts an answer that is smaller; MongoDB's limit is 16 MiB. */
const WHOLE_ANSWER_BYTES = 2 ** 20;

const STORED_ENTRY = { _id: 0, seq: 1, id: 1, owner: 1, at: 1, body: 1, x: 1, y: 1, z: 1, e: 1 };

/** An entry without its place in the index. */
export type StoredEntry = Omit<EntryDocument, 'facet' | 'ordinal'>;

/** Stored size of an entry, in characters. */
export function sizeOf({ body }: StoredEntry): number {
  return body.length;
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

  /** The entries of these facets that the range means, oldest first. `counts`: how many each facet has. */
  async ofFacets(counts: ReadonlyMap<string, number>, range: FacetRange): Promise<StoredEntry[]> {
    const search = facetPage({ counts, seq: this.#length, probes: PROBES }, range);
    const { spans, before, length } = await searchLater(search, (probes) => this.#seqsAt(probes));
    const [only] = spans;
    if (only === undefined) return [];
    if (only.to - only.from + 1 === length && spans.length === 1) return this.#ofSpan(only);
    const seqs = (await Promise.all(spans.map((one) => this.#seqsOfSpan(one)))).flat().sort((a, b) => a - b);
    return this.#bySeqs(seqs.slice(before, before + length));
  }

  /** How many entries of these facets are not newer than `upTo`. `counts`: how many each facet has. */
  countUpTo(counts: ReadonlyMap<string, number>, upTo: number): Promise<number> {
    const search = facetCount({ counts, seq: this.#length, probes: PROBES }, upTo);
    return searchLater(search, (probes) => this.#seqsAt(probes));
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

  async #seqsAt(probes: Probes): Promise<Found> {
    return new Map(
      await Promise.all([...probes].map(async ([facet, n]) => [facet, await this.#seqs(facet, n)] as const)),
    );
  }

  /** Answered from the index alone. */
  async #seqs(facet: string, ordinals: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const wanted = new Set(ordinals);
    const pending = this.#pending.filter((e) => e.facet === facet && wanted.has(e.ordinal));
    for (const { ordinal } of pending) wanted.delete(ordinal);
    const stored =
      wanted.size === 0 ? [] : await this.#findOrdinals(facet, { $in: [...wanted] }, wanted.size);
    const seqs = new Map([...pending, ...stored].map(({ ordinal, seq }) => [ordinal, seq]));
    if (seqs.size !== ordinals.length) throw new MissingEntries();
    return seqs;
  }

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
    const batch: StoredEntry[] = await findBatch(this.#bench, activities, query);
    const bytes = batch.reduce((sum, entry) => sum + sizeOf(entry), 0);
    // Some are missing, or they are so large that they came in part: one alone always fits into an answer.
    if (batch.length < expected && expected > 1 && bytes > WHOLE_ANSWER_BYTES) {
      throw new CutAnswer(bytes / batch.length);
    }
    return batch;
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
