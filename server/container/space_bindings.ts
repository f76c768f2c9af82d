import type { Container } from 'inversify';
import { hostSpaces } from '../access/host_spaces.js';
import { configuredSpaces, everySpace } from '../access/spaces.js';
import type { PluginHost } from '../contracts.js';
import { CreatedSpaces } from '../services/spaces/created_spaces.js';
import { SpaceCatalogue } from '../services/spaces/space_catalogue.js';
import { SpaceDeletions } from '../services/spaces/space_deletions.js';
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
  container
    .bind(TOKENS.spaceDeletions)
    .toResolvedValue(
      (store, created, audit, logger) => new SpaceDeletions({ store, created, audit, logger }),
      [TOKENS.store, TOKENS.createdSpaces, TOKENS.audit, TOKENS.logger],
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
