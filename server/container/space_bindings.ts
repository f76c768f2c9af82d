import type { Container } from 'inversify';
import type { AuditLog } from '../access/audit/audit_log.js';
import { hostSpaces } from '../access/host_spaces.js';
import { configuredSpaces, everySpace } from '../access/spaces.js';
import type { PluginHost } from '../contracts.js';
import { Ledger } from '../services/governance/ledger.js';
import { configuredSealer } from '../services/seals/configured_sealer.js';
import { CreatedSpaces } from '../services/spaces/created_spaces.js';
import { SpaceCatalogue } from '../services/spaces/space_catalogue.js';
import { SpaceDeletions } from '../services/spaces/space_deletions.js';
import type { WriteDoorDependencies } from '../services/write_door.js';
import { WriteDoor } from '../services/write_door.js';
import { TOKENS } from './tokens.js';

/** Which spaces there are. */
export function bindSpaces(container: Container, host: PluginHost): void {
  container
    .bind(TOKENS.managedSpaces)
    .toResolvedValue(
      ({ spaces, security: { authenticateTimeoutMs } }) =>
        configuredSpaces(
          spaces,
          host.spaces === undefined ? undefined : hostSpaces(host.spaces, authenticateTimeoutMs),
        ),
      [TOKENS.config],
    );
  container
    .bind(TOKENS.createdSpaces)
    .toResolvedValue(({ registry }) => new CreatedSpaces(registry), [TOKENS.store]);
  container.bind(TOKENS.spaces).toResolvedValue(everySpace, [TOKENS.managedSpaces, TOKENS.createdSpaces]);
  container.bind(TOKENS.spaceDeletions).toResolvedValue(
    (store, created, numbers, { integrity }, clock, audit, telemetry, logger) => {
      // That of all others refuses what is written into a space that is being deleted.
      const sealer = configuredSealer(store, integrity, clock);
      const door = new WriteDoor({ store, sealer, audit: asOneDeletion(audit), telemetry });
      const ledger = new Ledger({ store, door, numbers, clock });
      return new SpaceDeletions({ store, created, door, ledger, audit, logger });
    },
    [
      ...[TOKENS.store, TOKENS.createdSpaces, TOKENS.numbers, TOKENS.config, TOKENS.clock],
      ...[TOKENS.audit, TOKENS.telemetry, TOKENS.logger],
    ] as const,
  );
  container
    .bind(TOKENS.spaceCatalogue)
    .toResolvedValue(
      (managed, created, spaces, gate, audit, deletions) =>
        new SpaceCatalogue({ managed, created, spaces, gate, audit, deletions }),
      [
        ...[TOKENS.managedSpaces, TOKENS.createdSpaces, TOKENS.spaces],
        ...[TOKENS.gate, TOKENS.audit, TOKENS.spaceDeletions],
      ] as const,
    );
}

/** What goes with a space is on record with it, and not record by record. */
function asOneDeletion(audit: AuditLog): WriteDoorDependencies['audit'] {
  return { recorded: (writer) => audit.recorded(writer), committed: () => Promise.resolve() };
}
