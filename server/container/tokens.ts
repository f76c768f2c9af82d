import type { ServiceIdentifier } from 'inversify';
import type { ManagedSpaces, Spaces } from '../access/access.js';
import type { AuditLog } from '../access/audit/audit_log.js';
import type { Authenticator } from '../access/authenticator.js';
import type { Gate } from '../access/gate.js';
import type { RateLimiter } from '../access/rates/rate_limiter.js';
import type { ActivityConfig } from '../config.js';
import type { Logger } from '../domain/logger.js';
import type { ActivityStore } from '../domain/store.js';
import type { Telemetry } from '../domain/telemetry.js';
import type { RouterContext } from '../http/create_router.js';
import type { Metrics } from '../http/operations/metrics.js';
import type { Readiness } from '../http/operations/readiness.js';
import type { RunningRequests } from '../http/running_requests.js';
import type { BuiltRouter, RouterModule } from '../http/router_module.js';
import type { Languages } from '../http/prose/languages.js';
import type { SentenceKey } from '../http/sentences.js';
import type { Streams } from '../http/answer/streams.js';
import type { Alerts } from '../services/alerts/alerts.js';
import type { Cases } from '../services/cases/cases.js';
import type { Configurations } from '../services/configurations/configurations.js';
import type { Exports } from '../services/export/exports.js';
import type { ExportRuns } from '../services/export/export_runs.js';
import type { Ledger } from '../services/governance/ledger.js';
import type { EntrySeals } from '../services/history/entry_seals.js';
import type { Histories } from '../services/history/histories.js';
import type { SpaceHistories } from '../services/history/space_histories.js';
import type { Anchoring } from '../services/integrity/anchors/anchoring.js';
import type { Checkpoints } from '../services/integrity/checkpoints.js';
import type { DueStatements } from '../services/integrity/due_statements.js';
import type { LogProofs } from '../services/integrity/log_proofs.js';
import type { Verifications } from '../services/integrity/verifications.js';
import type { SigningKeys } from '../services/seals/signing_keys.js';
import type { LiveHistories } from '../services/live/live_histories.js';
import type { SpaceTails } from '../services/live/space_tails.js';
import type { HostHistories } from '../services/host/host_histories.js';
import type { Statistics } from '../services/history/statistics/statistics.js';
import type { HostSubscriptions } from '../services/host/host_subscriptions.js';
import type { Ingest } from '../services/ingest/ingest.js';
import type { HostRecords } from '../services/host/host_records.js';
import type { RecordNumbers } from '../services/record_numbers.js';
import type { CreatedSpaces } from '../services/spaces/created_spaces.js';
import type { SpaceCatalogue } from '../services/spaces/space_catalogue.js';
import type { SpaceDeletions } from '../services/spaces/space_deletions.js';
import type { StoreIdentity } from '../services/store_identity.js';
import type { WriteDoor } from '../services/write_door.js';

/** A router, ready to be mounted. */
export type MountableRouter = BuiltRouter & Pick<RouterModule, 'perSpace'>;

/** By the ids by which the manifest names them. */
type Routers = ReadonlyMap<string, MountableRouter>;

/** What the plugin takes out of the container, and what the bindings take from each other. */
export const TOKENS = {
  /** Of this package. */
  version: token<string>('version'),
  config: token<ActivityConfig>('config'),
  clock: token<() => Date>('clock'),
  logger: token<Logger>('logger'),
  audit: token<AuditLog>('audit'),
  authenticator: token<Authenticator>('authenticator'),
  managedSpaces: token<ManagedSpaces>('managedSpaces'),
  createdSpaces: token<CreatedSpaces>('createdSpaces'),
  spaces: token<Spaces>('spaces'),
  spaceDeletions: token<SpaceDeletions>('spaceDeletions'),
  spaceCatalogue: token<SpaceCatalogue>('spaceCatalogue'),
  gate: token<Gate>('gate'),
  limiter: token<RateLimiter>('limiter'),
  languages: token<Languages<SentenceKey>>('languages'),
  store: token<ActivityStore>('store'),
  identity: token<StoreIdentity>('identity'),
  numbers: token<RecordNumbers>('numbers'),
  door: token<WriteDoor>('door'),
  hostRecords: token<HostRecords>('hostRecords'),
  hostHistories: token<HostHistories>('hostHistories'),
  hostSubscriptions: token<HostSubscriptions>('hostSubscriptions'),
  cases: token<Cases>('cases'),
  configurations: token<Configurations>('configurations'),
  alerts: token<Alerts>('alerts'),
  histories: token<Histories>('histories'),
  spaceHistories: token<SpaceHistories>('spaceHistories'),
  entrySeals: token<EntrySeals>('entrySeals'),
  statistics: token<Statistics>('statistics'),
  tails: token<SpaceTails>('tails'),
  live: token<LiveHistories>('live'),
  ingest: token<Ingest>('ingest'),
  ledger: token<Ledger>('ledger'),
  exportRuns: token<ExportRuns>('exportRuns'),
  exports: token<Exports>('exports'),
  signingKeys: token<SigningKeys>('signingKeys'),
  statements: token<DueStatements>('keyStatements'),
  checkpoints: token<Checkpoints>('checkpoints'),
  anchoring: token<Anchoring>('anchoring'),
  proofs: token<LogProofs>('proofs'),
  verifications: token<Verifications>('verifications'),
  metrics: token<Metrics>('metrics'),
  telemetry: token<Telemetry>('telemetry'),
  streams: token<Streams>('streams'),
  runningRequests: token<RunningRequests>('runningRequests'),
  routerContext: token<RouterContext>('routerContext'),
  readiness: token<Readiness>('readiness'),
  routers: token<Routers>('routers'),
};

function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(`case-activity/${name}`);
}
