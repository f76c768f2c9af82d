import type { Container } from 'inversify';
import { AnchorProgress } from '../services/integrity/anchors/anchor_progress.js';
import { Anchoring } from '../services/integrity/anchors/anchoring.js';
import { configuredAnchor } from '../services/integrity/anchors/configured_anchor.js';
import { HistoryGuard } from '../services/history_guard.js';
import { Checkpoints } from '../services/integrity/checkpoints.js';
import { AdoptionStatements } from '../services/integrity/adoption_statements.js';
import { DueStatements } from '../services/integrity/due_statements.js';
import { KeyStatements } from '../services/integrity/key_statements.js';
import { LogProofs } from '../services/integrity/log_proofs.js';
import { configuredVerifiers } from '../services/integrity/verification/verifier_keys.js';
import { Verifications } from '../services/integrity/verifications.js';
import { configuredKeys } from '../services/seals/configured_sealer.js';
import { TOKENS } from './tokens.js';

/** What shows that histories are what they were. */
export function bindIntegrity(container: Container): void {
  container
    .bind(TOKENS.signingKeys)
    .toResolvedValue(
      ({ integrity }, clock) => configuredKeys(integrity, clock),
      [TOKENS.config, TOKENS.clock],
    );
  container.bind(TOKENS.statements).toResolvedValue(
    (store, door, ledger, keys, { integrity }, clock, logger) => {
      const retired = integrity.keys.filter((one) => 'vkey' in one);
      const work = { store, door, ledger, keys, clock };
      const sorts = [new KeyStatements({ ...work, retired }), new AdoptionStatements(work)];
      const statements = new DueStatements(sorts, logger);
      door.whenCommitted((space) => {
        statements.committed(space);
      });
      return statements;
    },
    [
      ...[TOKENS.store, TOKENS.door, TOKENS.ledger, TOKENS.signingKeys],
      ...[TOKENS.config, TOKENS.clock, TOKENS.logger],
    ] as const,
  );
  container
    .bind(TOKENS.checkpoints)
    .toResolvedValue(
      ({ log }, keys, statements) => new Checkpoints({ log, keys, statements }),
      [TOKENS.store, TOKENS.signingKeys, TOKENS.statements],
    );
  container.bind(TOKENS.anchoring).toResolvedValue(
    ({ log, registry }, door, checkpoints, { integrity }, clock, logger, metrics) => {
      const anchoring = new Anchoring({
        ...{ log, checkpoints, clock, logger },
        progress: new AnchorProgress(registry),
        anchors: integrity.anchors.map(configuredAnchor),
        everyMs: integrity.checkpointEveryMs,
      });
      door.whenCommitted((space) => {
        anchoring.written(space);
      });
      metrics.watchAnchors(() => anchoring.ages());
      return anchoring;
    },
    [
      ...[TOKENS.store, TOKENS.door, TOKENS.checkpoints, TOKENS.config],
      ...[TOKENS.clock, TOKENS.logger, TOKENS.metrics],
    ] as const,
  );
  container
    .bind(TOKENS.proofs)
    .toResolvedValue(
      (store, gate, seals, checkpoints, { integrity: settings }) =>
        new LogProofs({ store, gate, guard: new HistoryGuard(gate), seals, checkpoints, settings }),
      [TOKENS.store, TOKENS.gate, TOKENS.entrySeals, TOKENS.checkpoints, TOKENS.config],
    );
  container.bind(TOKENS.verifications).toResolvedValue(
    (store, gate, { integrity }, clock, logger, telemetry) => {
      const [guard, keys] = [new HistoryGuard(gate), configuredVerifiers(integrity)];
      return new Verifications({ store, gate, guard, keys, clock, logger, telemetry });
    },
    [
      ...[TOKENS.store, TOKENS.gate, TOKENS.config, TOKENS.clock],
      ...[TOKENS.logger, TOKENS.telemetry],
    ] as const,
  );
}
