import { randomUUID } from 'node:crypto';
import { facetOf, unescapedFacetOf } from '../../../domain/activity.js';
import { erasedPartsOf } from '../../../domain/erased_parts.js';
import { ActivityError } from '../../../domain/errors.js';
import { actorKeyOf } from '../../../domain/log/log_row.js';
import { portions } from '../../../domain/record_image.js';
import type { Redaction, SealedActivity } from '../../../domain/store.js';
import { entryDocument, facetKey, headFields, historyId, outboxItem, recordKey, sealOf } from '../codec.js';
import type { EntryDocument } from '../documents.js';
import { findBatch } from '../read/find_batch.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';
import { listed, sizeOfSave } from './prepared_write.js';
import type { RecordWriter } from './record_writer.js';
import type { Recovery } from './recovery.js';

/** Of one bulk; `size` in characters. */
const PORTION = { length: 500, size: 4 * 2 ** 20 };

type Place = Pick<EntryDocument, 'id' | 'at' | 'facet' | 'y'>;

interface Encoded {
  readonly entry: EntryDocument;
  readonly size: number;
}

/**
 * Puts values in the place of others. Entries come first, then the actors in their rows of the log, and the head
 * last: broken off in between, the record has its former revision and the same call does the rest.
 */
export class RecordRedaction {
  readonly #bench: Workbench;
  readonly #writer: RecordWriter;
  readonly #recovery: Recovery;

  constructor(bench: Workbench, parts: { writer: RecordWriter; recovery: Recovery }) {
    this.#bench = bench;
    this.#writer = parts.writer;
    this.#recovery = parts.recovery;
  }

  /**
   * As the port's `redact`. Whoever calls lets the log catch up before: then all of these entries have their rows,
   * and nobody adds one from what was.
   */
  async run(redaction: Redaction): Promise<void> {
    const { head, activities } = redaction;
    const key = recordKey(head.subject);
    const h = historyId(head.subject, head.number);
    await this.#recovery.tidy(key);
    await this.#expectRecord(key, h, head.revision);
    if (activities.some(({ seq, subject }) => seq > head.seq || recordKey(subject) !== key)) throw strange();
    for (const some of slicesOf(activities)) await this.#expectEntries(h, some);
    for await (const some of portions(encoded(activities), PORTION)) await this.#replace(h, some);
    await this.#bench.step('redact:entries');
    for (const some of slicesOf(activities)) await this.#nameActors(head.subject.space, h, some);
    await this.#bench.step('redact:rows');
    const erasedParts = await this.#erasedParts(h, head.seq);
    await this.#writeHead({ ...redaction, head: { ...head, erasedParts } });
  }

  async #expectRecord(key: string, h: string, revision: number): Promise<void> {
    const { records } = this.#bench.collections;
    const query = { filter: { _id: key, h, revision }, projection: { erased: 1, staged: 1 }, limit: 1 };
    const [doc] = await findBatch(this.#bench, records, query);
    if (doc !== undefined && doc.erased !== true) return;
    throw new ActivityError('VERSION_CONFLICT', 'The record has been changed in the meantime.');
  }

  /** Before anything is changed. @throws INTERNAL_ERROR when an entry is not the one that is stored */
  async #expectEntries(h: string, some: readonly SealedActivity[]): Promise<void> {
    const filter = { h, seq: { $in: some.map(({ seq }) => seq) } };
    const projection = { ...{ _id: 0, seq: 1, id: 1, at: 1 }, ...{ facet: 1, y: 1 } };
    const { activities } = this.#bench.collections;
    const found = await findBatch(this.#bench, activities, { filter, projection, limit: some.length });
    const stored = new Map<number, Place>(found.map((entry) => [entry.seq, entry]));
    if (!some.every((activity) => isSame(stored.get(activity.seq), activity))) throw strange();
  }

  async #replace(h: string, some: readonly Encoded[]): Promise<void> {
    const { activities } = this.#bench.collections;
    const updates = some.map(({ entry: { seq, id, body, x, y, z, e } }) => {
      const members = Object.entries({ body, x, y, z, e });
      const $set = Object.fromEntries(members.filter(([, value]) => value !== undefined));
      const absent = members.filter(([, value]) => value === undefined).map(([name]) => [name, ''] as const);
      const update = { $set, ...(absent.length > 0 && { $unset: Object.fromEntries(absent) }) };
      return { updateOne: { filter: { h, seq, id }, update } };
    });
    await repeatedBulk(this.#bench, () => activities.bulkWrite(updates, { ordered: false }));
  }

  async #nameActors(s: string, h: string, some: readonly SealedActivity[]): Promise<void> {
    const { log } = this.#bench.collections;
    const updates = some.map(({ seq: q, actor: { kind: d, username } }) => ({
      updateOne: {
        filter: { s, h, q },
        update:
          username === undefined
            ? { $set: { d }, $unset: { a: '' as const } }
            : { $set: { d, a: actorKeyOf(username) } },
      },
    }));
    await repeatedBulk(this.#bench, () => log.bulkWrite(updates, { ordered: false }));
  }

  /** Of all entries of the history, as they are now. */
  async #erasedParts(h: string, seq: number): Promise<number> {
    const { activities } = this.#bench.collections;
    let count = 0;
    for (let from = 1; from <= seq; from += PORTION.length) {
      const filter = { h, seq: { $gte: from, $lt: from + PORTION.length }, e: { $exists: true } };
      const query = { filter, projection: { _id: 0, y: 1, e: 1 }, limit: PORTION.length };
      const found = await findBatch(this.#bench, activities, query);
      for (const entry of found) count += erasedPartsOf({ seal: sealOf(entry) });
    }
    return count;
  }

  /** As a commit without entries. The chain is left alone: it may have been moved meanwhile. */
  async #writeHead({ head, state, attachments, listing }: Redaction): Promise<void> {
    const next = { ...head, state, revision: head.revision + 1 };
    const { chain: _chain, ...fields } = headFields(next);
    const puts = attachments.map((attachment) => ({ type: 'put', attachment }) as const);
    const item = outboxItem(next, [], puts);
    const save = { h: historyId(head.subject, head.number), fields, item, bytes: sizeOfSave(fields, item) };
    await this.#writer.write(
      {
        ...{
          key: recordKey(head.subject),
          expected: head.revision,
          seqBefore: head.seq,
          firstEntry: undefined,
        },
        save: { ...save, ...listed(next, listing) },
      },
      randomUUID(),
    );
  }
}

function isSame(stored: Place | undefined, activity: SealedActivity): boolean {
  const { id, at, change, seal } = activity;
  // Entries that an earlier version wrote have the facet as it was then.
  const facets = [facetOf(change), unescapedFacetOf(change)].map(facetKey);
  return (
    stored?.id === id &&
    stored.at.getTime() === at.getTime() &&
    facets.includes(stored.facet) &&
    stored.y !== undefined &&
    Buffer.from(stored.y).toString('base64url') === seal.hash
  );
}

/** Entries by numbers of them that one command takes. */
function* slicesOf(activities: readonly SealedActivity[]): Generator<readonly SealedActivity[]> {
  for (let from = 0; from < activities.length; from += PORTION.length) {
    yield activities.slice(from, from + PORTION.length);
  }
}

async function* encoded(activities: readonly SealedActivity[]): AsyncGenerator<Encoded> {
  for (const activity of activities) {
    // Its place stays as it is.
    const entry = entryDocument(activity, { facet: '', ordinal: 0 });
    yield await Promise.resolve({ entry, size: entry.body.length });
  }
}

function strange(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'An entry is not the one that is stored.');
}
