import type { Container } from 'inversify';
import { HistoryGuard } from '../services/history_guard.js';
import { Checkpoints } from '../services/integrity/checkpoints.js';
import { KeyStatements } from '../services/integrity/key_statements.js';
import { LogProofs } from '../services/integrity/log_proofs.js';
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
  container.bind(TOKENS.keyStatements).toResolvedValue(
    (store, door, ledger, keys, { integrity }, clock, logger) => {
      const retired = integrity.keys.filter((one) => 'vkey' in one);
      const statements = new KeyStatements({ store, door, ledger, keys, retired, clock, logger });
      door.whenCommitted((space) => {
        statements.used(space);
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
      [TOKENS.store, TOKENS.signingKeys, TOKENS.keyStatements],
    );
  container
    .bind(TOKENS.proofs)
    .toResolvedValue(
      (store, gate, checkpoints, { integrity: settings }) =>
        new LogProofs({ store, gate, guard: new HistoryGuard(gate), checkpoints, settings }),
      [TOKENS.store, TOKENS.gate, TOKENS.checkpoints, TOKENS.config],
    );
}
