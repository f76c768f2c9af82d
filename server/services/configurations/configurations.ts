import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../../access/access.js';
import type { AuditLog } from '../../access/audit/audit_log.js';
import type { Gate } from '../../access/gate.js';
import { ActivityError } from '../../domain/errors.js';
import type { Registry } from '../../domain/registry.js';
import { bylineOf } from '../byline.js';
import type { Configuration, ConfigurationPatch, NewConfiguration } from './configuration.js';
import {
  missingConfiguration,
  refuseDuplicates,
  refuseOldConfiguration,
  refuseOtherTypes,
} from './configuration_checks.js';
import type { KeptConfiguration } from './kept_configurations.js';
import { keepConfiguration, keptConfiguration, refuseTooLarge, versionThere } from './kept_configurations.js';

/** Writers of one configuration that collide try again this often; each round one of them gets through. */
const MAX_ATTEMPTS = 100;

/** What `Configurations` works with. */
export interface ConfigurationsDependencies {
  readonly registry: Registry;
  readonly gate: Gate;
  readonly audit: Pick<AuditLog, 'recorded'>;
  readonly clock: () => Date;
  /** Every owner that is registered, also where a space has disabled its feature. */
  readonly owners: readonly string[];
}

/** The use cases of configurations: one per owner and space (K17.1). None of them leaves activity. */
export class Configurations {
  readonly #deps: ConfigurationsDependencies;

  constructor(deps: ConfigurationsDependencies) {
    this.#deps = deps;
  }

  /**
   * Configurations of the owners whose cases the caller may read, of those that are `wanted` if any is named (G12).
   * @throws FORBIDDEN when there is no such owner
   */
  async find(access: Access, wanted: readonly string[]): Promise<readonly Configuration[]> {
    const { registry, gate } = this.#deps;
    const readable = gate.readableOwners(access, 'findConfigurations');
    const owners = wanted.length === 0 ? readable : readable.filter((owner) => wanted.includes(owner));
    const kept = await Promise.all(
      owners.map((owner) => keptConfiguration(registry, { space: access.space.id, owner })),
    );
    const found = kept.flatMap((one) => one?.configuration ?? []);
    gate.ensure(access, 'findConfigurations', found);
    return found;
  }

  /**
   * Makes the configuration of an owner, in the place of the one there may be (W11).
   * @throws INVALID_REQUEST, FORBIDDEN, VERSION_CONFLICT
   */
  async create(access: Access, input: NewConfiguration): Promise<Configuration> {
    const { registry, gate, clock } = this.#deps;
    refuseDuplicates(input);
    const id = randomUUID();
    const { owner, connector, closure_type: closureType } = input;
    gate.ensure(access, 'createConfiguration', [{ id, owner }]);
    const { actor, at } = bylineOf(access, clock());
    const { customFields = [], templates = [], observableTypes = [] } = input;
    const configuration: Configuration = {
      ...{ id, owner, revision: 1, connector, closure_type: closureType },
      ...{ customFields, templates, observableTypes },
      ...{ created_at: at.toISOString(), created_by: actor, updated_at: undefined, updated_by: undefined },
    };
    return this.#keep(access, async () => {
      const version = await versionThere(registry, { space: access.space.id, owner });
      return { configuration, version };
    });
  }

  /**
   * Changes a configuration that is at the version sent (W12).
   * @throws INVALID_REQUEST, RECORD_NOT_FOUND, FORBIDDEN, VERSION_CONFLICT
   */
  update(access: Access, id: string, patch: ConfigurationPatch): Promise<Configuration> {
    const { gate, clock } = this.#deps;
    const { version: sent, ...changed } = patch;
    refuseDuplicates(changed);
    return this.#keep(access, async () => {
      const { configuration: before, version } = await this.#byId(access.space.id, id);
      refuseOtherTypes(before, changed);
      gate.ensure(access, 'updateConfiguration', [before]);
      refuseOldConfiguration(before, sent);
      const { actor, at } = bylineOf(access, clock());
      const byline = { updated_at: at.toISOString(), updated_by: actor };
      return { configuration: { ...before, ...changed, ...byline, revision: before.revision + 1 }, version };
    });
  }

  /** Decides anew until what was decided is kept; nothing is before the decision is on record. */
  async #keep(access: Access, decide: () => Promise<KeptConfiguration>): Promise<Configuration> {
    const { registry, audit } = this.#deps;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const decided = await decide();
      refuseTooLarge(decided.configuration);
      await audit.recorded(access);
      if (await keepConfiguration(registry, access.space.id, decided)) return decided.configuration;
      await sleep(Math.random() * Math.min(50, attempt * 2));
    }
    throw new ActivityError('VERSION_CONFLICT', 'The configuration is being changed by others.');
  }

  /** An id says not whose configuration it is: the few owners that there are are asked. */
  async #byId(space: string, id: string): Promise<KeptConfiguration> {
    const { registry, owners } = this.#deps;
    const kept = await Promise.all(owners.map((owner) => keptConfiguration(registry, { space, owner })));
    const found = kept.find((one) => one?.configuration.id === id);
    if (found === undefined) throw missingConfiguration(id);
    return found;
  }
}
