import { randomInt } from 'node:crypto';
import { ActivityError } from '../../domain/errors.js';
import { placedActivities, portions } from '../../domain/record_image.js';
import type { RecordImage } from '../../domain/record_image.js';
import { planAttachments } from './attachments/attachment_plan.js';
import type { Workplace } from './commit_records.js';
import { remainsKey } from './erasure/remains.js';
import type { Guard } from './guarded_write.js';
import { recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { planListing } from './lists/listing_plan.js';
import { activityPuts, headPut, isStorable, versionConflict } from './plan_write.js';
import type { RecordCounter } from './record_counter.js';
import type { Batch, Put, Storage } from './storage.js';

/** Entries of one commit; `size` in characters. */
const PORTION = { length: 500, size: 4 * 2 ** 20 };
const KEYS_PER_REMOVAL = 2000;

/**
 * Writes a whole record, the head in the last commit: before it nobody sees anything of the rest.
 * A short record is one commit.
 */
export async function restoreRecord(
  { storage, cleaner }: Pick<Workplace, 'storage' | 'cleaner'>,
  counter: RecordCounter,
  image: RecordImage,
): Promise<void> {
  const { head, attachments } = image;
  if (!isStorable(head.subject)) {
    throw new ActivityError('INVALID_REQUEST', 'The id of the record cannot be stored.');
  }
  const keys = recordKeys(head.subject);
  if (storage.read((db) => db.doesExist(keys.head))) throw versionConflict();
  await cleaner.clear(head.subject);
  const site = new BuildingSite(storage, keys, remainsKey(head.subject));
  let held: readonly Put[] = [];
  for await (const portion of portions(encoded(keys, image), PORTION)) {
    if (held.length > 0) await site.add(held);
    held = portion.flatMap(({ puts }) => puts);
  }
  await counter.raise(head.number);
  // A record that is created over remains sees no attachments in them: those only ever come with a head.
  const { subject, number } = head;
  const writes = attachments.map((attachment) => ({ type: 'put', attachment }) as const);
  const rest = planAttachments({ subject, keys }, writes, () => undefined);
  const lists = planListing(keys, { subject, number, before: undefined, after: image.listing });
  const puts = [...held, ...rest.puts, ...lists.puts, headPut(keys, head)];
  await site.finish({ puts, listed: lists.listed });
}

async function* encoded(
  keys: RecordKeys,
  image: RecordImage,
): AsyncGenerator<{ readonly puts: readonly Put[]; readonly size: number }> {
  for await (const { activity, ...place } of placedActivities(image)) {
    const puts = activityPuts(keys, activity, place);
    yield { puts, size: puts[0].value.length };
  }
}

/**
 * A record under restoration. Who needs more than one commit claims it first: from then on a rival who claimed
 * it earlier can write no more, so that nobody's head is ever put on entries that somebody else has removed.
 */
class BuildingSite {
  readonly #storage: Storage;
  readonly #keys: RecordKeys;
  readonly #absent: readonly Guard[];
  #claim: Guard | undefined;

  constructor(storage: Storage, keys: RecordKeys, remains: Buffer) {
    this.#storage = storage;
    this.#keys = keys;
    this.#absent = [keys.head, remains].map((key) => ({ key, version: undefined }));
  }

  async add(puts: readonly Put[]): Promise<void> {
    this.#claim ??= await this.#clear();
    await this.#write({ guards: [...this.#absent, this.#claim], puts, removes: [] });
  }

  async finish(rest: Pick<Batch, 'puts' | 'listed'>): Promise<void> {
    if (this.#claim === undefined && this.#remains().length > 0) this.#claim = await this.#clear();
    const claim = this.#claim;
    if (claim === undefined) await this.#write({ ...rest, guards: this.#absent, removes: [] });
    else await this.#write({ ...rest, guards: [...this.#absent, claim], removes: [claim.key] });
  }

  /** Claims the record and removes what a restoration that broke off has left of it. */
  async #clear(): Promise<Guard> {
    const key = this.#keys.restoration;
    const version = randomInt(1, 2 ** 47);
    await this.#write({ guards: this.#absent, puts: [{ key, value: 'claimed', version }], removes: [] });
    const claim = { key, version };
    for (let removes = this.#remains(); removes.length > 0; removes = this.#remains()) {
      await this.#write({ guards: [...this.#absent, claim], puts: [], removes });
    }
    return claim;
  }

  #remains(): readonly Buffer[] {
    const { everything, restoration } = this.#keys;
    const keys = this.#storage.read((db) => [...db.getKeys({ ...everything, limit: KEYS_PER_REMOVAL })]);
    return keys.filter((key) => !restoration.equals(key));
  }

  async #write(batch: Batch): Promise<void> {
    if (!(await this.#storage.write(batch))) throw versionConflict();
  }
}
