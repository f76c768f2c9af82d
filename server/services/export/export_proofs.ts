import { isActivityError } from '../../domain/errors.js';
import { inclusionProof, tilesOf } from '../../domain/log/proofs.js';
import type { Checkpoint } from '../../domain/log/space_log.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntrySeals } from '../history/entry_seals.js';
import type { Checkpoints } from '../integrity/checkpoints.js';
import { keptTiles } from '../integrity/kept_tiles.js';
import type { ExportedEntry } from './export_source.js';
import { TURNS } from './export_source.js';

/** What proves the entries of one export. */
export interface ExportProving {
  /** The signed note to which the paths lead; absent without a key or a log. */
  readonly checkpoint?: string | undefined;
  /** The same entries with their seals and, where there is a checkpoint, with the paths to it. */
  readonly prove: (entries: readonly ExportedEntry[]) => Promise<readonly ExportedEntry[]>;
}

/** What `ExportProofs` works with. */
export interface ExportProofsDependencies {
  readonly store: ActivityStore;
  readonly seals: EntrySeals;
  readonly checkpoints: Checkpoints;
}

/** Proves what is exported, so that whoever has the file needs nobody else to verify it (N8, N10.4). */
export class ExportProofs {
  readonly #deps: ExportProofsDependencies;

  constructor(deps: ExportProofsDependencies) {
    this.#deps = deps;
  }

  /** What proves an export that begins now: the checkpoint is of all that was acknowledged before the call. */
  async begin(space: string): Promise<ExportProving> {
    const { store, seals } = this.#deps;
    const checkpoint = await this.#checkpoint(space);
    const tile = keptTiles(tilesOf(store.log, space));
    const pathOf = async (position: number | undefined): Promise<readonly Uint8Array[] | undefined> => {
      if (checkpoint === undefined || position === undefined || position >= checkpoint.size) return undefined;
      await TURNS.next();
      return inclusionProof(tile, position, checkpoint.size);
    };
    return {
      checkpoint: checkpoint?.note,
      prove: async (entries) => {
        const sealed = await seals.of(entries);
        const proven: ExportedEntry[] = [];
        for (const one of entries) {
          const seal = sealed.get(one.entry);
          proven.push({ ...one, seal, path: await pathOf(seal?.position) });
        }
        return proven;
      },
    };
  }

  async #checkpoint(space: string): Promise<Checkpoint | undefined> {
    const { checkpoints } = this.#deps;
    if (!checkpoints.areSigned) return undefined;
    try {
      return await checkpoints.newest(space);
    } catch (error) {
      if (!isActivityError(error, 'LOG_DISABLED')) throw error;
      return undefined;
    }
  }
}
