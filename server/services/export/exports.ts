import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import { actorOf } from '../../access/principal.js';
import type { Subject } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Doer } from '../governance/ledger.js';
import type { SpaceFilter } from '../history/space_filter.js';
import { ownersAmong } from '../history/space_filter.js';
import type { HistoryGuard } from '../history_guard.js';
import type { ExportProofs } from './export_proofs.js';
import type { ExportFormat, ExportRuns } from './export_runs.js';
import type { ExportSource, Sees } from './export_source.js';
import type { RecordExportInput } from './record_source.js';
import { recordSource } from './record_source.js';
import { spaceSource } from './space_source.js';

/** What `Exports` works with. */
export interface ExportsDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly runs: ExportRuns;
  readonly proofs: ExportProofs;
}

/** An export that may begin. */
export interface HistoryExport {
  /** The newest `seq` of the record, or the size of the space's log. */
  readonly head: number;
  /** As `ExportRuns.chunks`. */
  readonly chunks: (format: ExportFormat, signal: AbortSignal) => AsyncIterable<string, string>;
}

/**
 * Histories as files, as far as the caller may see them; that is asked again for each portion (N8). Audited is that a
 * record, or the records of an owner, are exported; the ledger tells of each export.
 */
export class Exports {
  readonly #deps: ExportsDependencies;

  constructor(deps: ExportsDependencies) {
    this.#deps = deps;
  }

  /**
   * The entries of a record, by `seq`.
   * @throws RECORD_NOT_FOUND, also where the caller may not see the record, and in the middle when that changes
   */
  async record(access: Access, subject: Subject, input: RecordExportInput): Promise<HistoryExport> {
    const { store, guard } = this.#deps;
    const head = guard.admitToHistory(access, 'exportHistory', await store.head(subject));
    return this.#order(access, recordSource({ store, sees: this.#sees(access) }, head, input));
  }

  /**
   * The entries of the space of all that was acknowledged before the call, by position.
   * @throws FORBIDDEN when the caller may read the records of no owner
   * @throws LOG_DISABLED where the store has no log
   */
  async space(
    access: Access,
    { filter, start }: { readonly filter: SpaceFilter; readonly start: number },
  ): Promise<HistoryExport> {
    const { store, gate } = this.#deps;
    const owners = ownersAmong(gate.readableOwners(access, 'exportHistory'), filter);
    gate.ensure(
      access,
      'exportHistory',
      [...owners].map((owner) => ({ owner })),
    );
    const space = access.space.id;
    await store.log.catchUp(space);
    const { size } = await store.log.head(space);
    const deps = { store, sees: this.#sees(access) };
    return this.#order(access, spaceSource(deps, { space, filter, start, size, owners }));
  }

  #order(access: Access, source: ExportSource): HistoryExport {
    const { runs, proofs } = this.#deps;
    const by: Doer = { actor: actorOf(access.principal), writer: access };
    return {
      head: source.head,
      chunks: (format, signal) => runs.chunks({ source, by, format, proofs }, signal),
    };
  }

  #sees(access: Access): Sees {
    return (head: RecordHead) => this.#deps.guard.seesHistory(access, 'exportHistory', head);
  }
}
