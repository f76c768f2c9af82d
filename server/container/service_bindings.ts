import type { Container } from 'inversify';
import { mayAssign } from '../access/licenses.js';
import { RateLimiter } from '../access/rates/rate_limiter.js';
import type { PluginHost } from '../contracts.js';
import { measuredStore } from '../measured_store.js';
import { openStore } from '../open_store.js';
import { Alerts } from '../services/alerts/alerts.js';
import { Cases } from '../services/cases/cases.js';
import { configuredConnectors } from '../services/connectors/configured_connectors.js';
import { Configurations } from '../services/configurations/configurations.js';
import { EntrySeals } from '../services/history/entry_seals.js';
import { Histories } from '../services/history/histories.js';
import { RecordStates } from '../services/history/state/record_states.js';
import { SpaceHistories } from '../services/history/space_histories.js';
import { HostHistories } from '../services/host/host_histories.js';
import { Statistics } from '../services/history/statistics/statistics.js';
import { HostRecords } from '../services/host/host_records.js';
import { Ingest } from '../services/ingest/ingest.js';
import { HistoryGuard } from '../services/history_guard.js';
import { RecordNumbers } from '../services/record_numbers.js';
import { configuredSealer } from '../services/seals/configured_sealer.js';
import { goneSpaces } from '../services/spaces/gone_spaces.js';
import { StoreIdentity } from '../services/store_identity.js';
import { WriteDoor } from '../services/write_door.js';
import { TOKENS } from './tokens.js';

/** The store and the use cases. */
export function bindServices(container: Container, host: PluginHost): void {
  container.bind(TOKENS.store).toResolvedValue(
    async ({ storage, log }, logger, metrics) => {
      const store = await openStore(storage, {
        logger,
        log,
        ...('mongoClient' in host && { mongoClient: host.mongoClient }),
      });
      metrics.watch(store);
      return measuredStore(store, (method, outcome, seconds) => {
        metrics.storeCalled(method, outcome, seconds);
      });
    },
    [TOKENS.config, TOKENS.logger, TOKENS.metrics],
  );
  container
    .bind(TOKENS.limiter)
    .toResolvedValue(
      ({ requestCounts: shared }, { casebender: { rateLimits: limits } }, clock, logger, telemetry) =>
        new RateLimiter({ limits, shared, clock, logger, telemetry }),
      [TOKENS.store, TOKENS.config, TOKENS.clock, TOKENS.logger, TOKENS.telemetry],
    );
  container
    .bind(TOKENS.identity)
    .toResolvedValue(({ registry }) => new StoreIdentity(registry), [TOKENS.store]);
  container.bind(TOKENS.numbers).toResolvedValue((store) => new RecordNumbers(store), [TOKENS.store]);
  container.bind(TOKENS.door).toResolvedValue(
    (store, audit, telemetry, { integrity }, clock, managed, created, spaces) => {
      const sealer = configuredSealer(store, integrity, clock);
      const refuseGone = goneSpaces({ managed, created, spaces });
      return new WriteDoor({ store, sealer, audit, telemetry, refuseGone });
    },
    [
      ...[TOKENS.store, TOKENS.audit, TOKENS.telemetry, TOKENS.config, TOKENS.clock],
      ...[TOKENS.managedSpaces, TOKENS.createdSpaces, TOKENS.spaces],
    ] as const,
  );
  container
    .bind(TOKENS.hostRecords)
    .toResolvedValue(
      (store, door, numbers, { owners }, spaces, clock) =>
        new HostRecords(store, door, numbers, { owners: owners.map(({ id }) => id), spaces, clock }),
      [TOKENS.store, TOKENS.door, TOKENS.numbers, TOKENS.config, TOKENS.spaces, TOKENS.clock],
    );
  container
    .bind(TOKENS.hostHistories)
    .toResolvedValue((store, spaces) => new HostHistories(store, spaces), [TOKENS.store, TOKENS.spaces]);
  const shared = [TOKENS.store, TOKENS.door, TOKENS.numbers] as const;
  const around = [TOKENS.gate, TOKENS.clock, TOKENS.config] as const;
  container.bind(TOKENS.cases).toResolvedValue(
    (store, door, numbers, gate, clock, { kibana }, ledger, audit) => {
      const { license, kinds, attachmentTypes } = kibana;
      return new Cases({
        store,
        door,
        numbers,
        ledger,
        gate,
        audit,
        clock,
        connectors: configuredConnectors(kibana),
        mayAssign: mayAssign(license),
        attachmentTypes,
        kinds,
      });
    },
    [...shared, ...around, TOKENS.ledger, TOKENS.audit],
  );
  container
    .bind(TOKENS.configurations)
    .toResolvedValue(
      ({ registry }, audit, gate, clock, { owners }) =>
        new Configurations({ registry, audit, gate, clock, owners: owners.map(({ id }) => id) }),
      [TOKENS.store, TOKENS.audit, ...around],
    );
  container
    .bind(TOKENS.alerts)
    .toResolvedValue(
      (store, door, numbers, gate, clock, { casebender: { owner, statuses, kinds } }) =>
        new Alerts({ store, door, numbers, gate, clock, owner, statuses, kinds }),
      [...shared, ...around],
    );
  container
    .bind(TOKENS.ingest)
    .toResolvedValue(
      (store, door, numbers, gate, clock, audit) =>
        new Ingest({ store, door, numbers, guard: new HistoryGuard(gate), clock, audit }),
      [...shared, TOKENS.gate, TOKENS.clock, TOKENS.audit],
    );
  container
    .bind(TOKENS.histories)
    .toResolvedValue(
      (store, gate) =>
        new Histories({ store, guard: new HistoryGuard(gate), states: new RecordStates(store) }),
      [TOKENS.store, TOKENS.gate],
    );
  container
    .bind(TOKENS.spaceHistories)
    .toResolvedValue(
      (store, gate) => new SpaceHistories({ store, gate, guard: new HistoryGuard(gate) }),
      [TOKENS.store, TOKENS.gate],
    );
  container.bind(TOKENS.entrySeals).toResolvedValue((store) => new EntrySeals(store), [TOKENS.store]);
  container
    .bind(TOKENS.statistics)
    .toResolvedValue(
      (store, gate, clock, { native: { statistics: settings } }) =>
        new Statistics({ store, gate, guard: new HistoryGuard(gate), clock, settings }),
      [TOKENS.store, ...around],
    );
}
