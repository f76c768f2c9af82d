import type { Container } from 'inversify';
import { ExportProofs } from '../services/export/export_proofs.js';
import { ExportRuns } from '../services/export/export_runs.js';
import { Exports } from '../services/export/exports.js';
import { Ledger } from '../services/governance/ledger.js';
import { HistoryGuard } from '../services/history_guard.js';
import { TOKENS } from './tokens.js';

/** What is done to histories as a whole, and the ledger that tells of it. */
export function bindGovernance(container: Container): void {
  container
    .bind(TOKENS.ledger)
    .toResolvedValue(
      (store, door, numbers, clock) => new Ledger({ store, door, numbers, clock }),
      [TOKENS.store, TOKENS.door, TOKENS.numbers, TOKENS.clock],
    );
  container
    .bind(TOKENS.exportRuns)
    .toResolvedValue(
      (ledger, clock, logger) => new ExportRuns({ ledger, clock, logger }),
      [TOKENS.ledger, TOKENS.clock, TOKENS.logger],
    );
  container.bind(TOKENS.exports).toResolvedValue(
    (store, gate, runs, seals, checkpoints) => {
      const proofs = new ExportProofs({ store, seals, checkpoints });
      return new Exports({ store, gate, guard: new HistoryGuard(gate), runs, proofs });
    },
    [TOKENS.store, TOKENS.gate, TOKENS.exportRuns, TOKENS.entrySeals, TOKENS.checkpoints],
  );
}
