import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { consistencyProof, inclusionProof, tilesOf } from '../../domain/log/proofs.js';
import { HASH_BYTES, TILE_WIDTH } from '../../domain/log/merkle.js';
import type { Checkpoint } from '../../domain/log/space_log.js';
import type { ActivityStore } from '../../domain/store.js';
import { entryAt } from '../entry_at.js';
import type { EntrySeals } from '../history/entry_seals.js';
import type { HistoryGuard } from '../history_guard.js';
import type { IntegritySettings } from '../seals/configured_sealer.js';
import { SigningKey } from '../seals/signing_key.js';
import type { Checkpoints } from './checkpoints.js';

/** What shows that an entry is in the log (N10.4). */
export interface EntryProof {
  /** What was hashed, canonical JSON. */
  readonly leaf: string;
  /** Base64url. */
  readonly hash: string;
  readonly position: number;
  /** Of the tree that the path leads to the root of: that of the checkpoint, where there is one. */
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly checkpoint?: Checkpoint | undefined;
}

/** Which hashes of a tile: `width` of them, at most 256. */
export interface TileName {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** A key as it is told to whoever verifies: `vkey` has the name of the origin. */
export interface PublishedKey {
  readonly vkey: string;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Whether it is one of those that sign. */
  readonly signs: boolean;
}

/** What `LogProofs` works with. */
export interface LogProofsDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly seals: EntrySeals;
  readonly checkpoints: Checkpoints;
  readonly settings: IntegritySettings;
}

/**
 * What shows that the log of a space is what it was (N10.3, N10.4). Hashes of salted commitments say nothing, so
 * whoever may read the records of any owner may have those of all. Every method knows what was acknowledged before.
 * @throws FORBIDDEN when the caller may read the records of no owner, LOG_DISABLED where the store has no log
 */
export class LogProofs {
  readonly #deps: LogProofsDependencies;

  constructor(deps: LogProofsDependencies) {
    this.#deps = deps;
  }

  /** The newest checkpoint. @throws NO_SIGNING_KEY */
  async checkpoint(access: Access): Promise<Checkpoint> {
    return this.#deps.checkpoints.newest(this.#spaceOf(access));
  }

  /** The hashes of a tile. @throws ENTRY_NOT_FOUND when the log has fewer */
  async tile(access: Access, { level, index, width }: TileName): Promise<Uint8Array> {
    const space = this.#spaceOf(access);
    const { log } = this.#deps.store;
    await log.catchUp(space);
    const tile = await log.tile(space, level, index);
    if (tile.byteLength < width * HASH_BYTES) throw noTile();
    return tile.subarray(0, width * HASH_BYTES);
  }

  /**
   * The path from one size of the log to another.
   * @param sizes 1 <= `from` <= `to` @returns `undefined` when the log is smaller than `to`
   */
  async consistency(
    access: Access,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<readonly Uint8Array[] | undefined> {
    const space = this.#spaceOf(access);
    const { log } = this.#deps.store;
    await log.catchUp(space);
    const { size } = await log.head(space);
    return to > size ? undefined : consistencyProof(tilesOf(log, space), from, to);
  }

  /** The keys of the origin, signing ones and retired ones. @throws NO_SIGNING_KEY when there are none */
  keys(access: Access): { readonly origin: string; readonly keys: readonly PublishedKey[] } {
    this.#spaceOf(access);
    const { origin, keys } = this.#deps.settings;
    if (origin === undefined || keys.length === 0) {
      throw new ActivityError('NO_SIGNING_KEY', 'This server has no key to sign with.');
    }
    const published = keys.map((one): PublishedKey =>
      'key' in one
        ? { vkey: new SigningKey(origin, one.key).vkey, from: one.from, signs: true }
        : { vkey: one.vkey, until: one.until, signs: false },
    );
    return { origin, keys: published };
  }

  /**
   * The proof of one entry, for whoever may see its record.
   * @throws RECORD_NOT_FOUND, ENTRY_NOT_FOUND also of an entry of before that has no place in the log yet
   */
  async entry(access: Access, subject: Subject, seq: number): Promise<EntryProof> {
    const { store, guard, seals, checkpoints } = this.#deps;
    const head = guard.admitToHistory(access, 'getHistory', await store.head(subject));
    if (seq > head.seq) throw noEntry();
    const { space } = subject;
    await store.log.catchUp(space);
    const entry = await entryAt(store, head, seq);
    const sealed = (await seals.of([{ head, entry }])).get(entry);
    if (sealed?.position === undefined) throw noEntry();
    const { leaf, position, seal } = sealed;
    const checkpoint = checkpoints.areSigned ? await checkpoints.newest(space) : undefined;
    const { size } = checkpoint ?? (await store.log.head(space));
    const path = await inclusionProof(tilesOf(store.log, space), position, size);
    return { leaf, hash: seal.hash, position, size, path, checkpoint };
  }

  #spaceOf(access: Access): string {
    this.#deps.gate.readableOwners(access, 'findHistory');
    return access.space.id;
  }
}

/** Hashes of a whole tile. */
export const FULL_TILE = TILE_WIDTH;

function noTile(): ActivityError {
  return new ActivityError('ENTRY_NOT_FOUND', 'The log has no such tile.');
}

function noEntry(): ActivityError {
  return new ActivityError('ENTRY_NOT_FOUND', 'The record has no such entry in the log.');
}
