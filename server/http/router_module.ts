import type { Authenticator } from '../access/authenticator.js';
import type { Gate } from '../access/gate.js';
import type { RateLimiter } from '../access/rates/rate_limiter.js';
import type { Logger } from '../domain/logger.js';
import type { Alerts } from '../services/alerts/alerts.js';
import type { Cases } from '../services/cases/cases.js';
import type { Configurations } from '../services/configurations/configurations.js';
import type { Exports } from '../services/export/exports.js';
import type { EntrySeals } from '../services/history/entry_seals.js';
import type { Histories } from '../services/history/histories.js';
import type { SpaceHistories } from '../services/history/space_histories.js';
import type { LiveHistories } from '../services/live/live_histories.js';
import type { Statistics } from '../services/history/statistics/statistics.js';
import type { LogProofs } from '../services/integrity/log_proofs.js';
import type { Verifications } from '../services/integrity/verifications.js';
import type { Ingest } from '../services/ingest/ingest.js';
import type { SpaceCatalogue } from '../services/spaces/space_catalogue.js';
import type { StoreIdentity } from '../services/store_identity.js';
import type { Dialect } from './dialect.js';
import type { Readiness } from './operations/readiness.js';
import type { Metrics } from './operations/metrics.js';
import type { ShownOperations } from './operations/routes.js';
import type { Languages } from './prose/languages.js';
import type { Route } from './route.js';
import type { SentenceKey } from './sentences.js';
import type { RouteDocumentation } from './openapi/route_documentation.js';

/** The settings that routers read; those of the plugin's configuration. */
export interface RouterSettings {
  readonly owners: readonly { readonly id: string }[];
  readonly kibana: {
    readonly version: string;
    readonly rateLimits: boolean;
    readonly connectors: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  };
  readonly casebender: {
    readonly statuses: readonly string[];
    readonly avatarUrl?: string | undefined;
  };
  readonly native: {
    readonly locale: string;
    readonly heartbeatMs: number;
    readonly recordClient: boolean;
  };
  readonly security: {
    readonly users: readonly {
      readonly username: string;
      readonly fullName?: string | undefined;
      readonly email?: string | undefined;
      readonly profileUid?: string | undefined;
      readonly picture?: string | undefined;
    }[];
  };
  readonly operations: ShownOperations;
}

/** What routers work with. */
export interface RouterParts {
  readonly settings: RouterSettings;
  readonly authenticator: Authenticator;
  readonly gate: Gate;
  readonly limiter: RateLimiter;
  readonly languages: Languages<SentenceKey>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly identity: StoreIdentity;
  /** How many requests are not answered yet. */
  readonly running: () => number;
  /** Of this package. */
  readonly version: string;
  readonly spaceCatalogue: SpaceCatalogue;
  readonly cases: Cases;
  readonly configurations: Configurations;
  readonly alerts: Alerts;
  readonly histories: Histories;
  readonly spaceHistories: SpaceHistories;
  readonly entrySeals: EntrySeals;
  readonly statistics: Statistics;
  readonly live: LiveHistories;
  readonly ingest: Ingest;
  readonly exports: Exports;
  readonly proofs: LogProofs;
  readonly verifications: Verifications;
}

/** A router that a manifest can name: a dialect is its folder, and one line in `ROUTER_MODULES`. */
export interface RouterModule {
  /** By which the manifest names it. */
  readonly id: string;
  /** Whether it stands below `/s/<space>` as well. */
  readonly perSpace: boolean;
  /** What its routes have in common, for the OpenAPI document. */
  readonly documentation: RouteDocumentation;
  /** Makes the router's parts; calls none of what it works with. */
  readonly build: (parts: RouterParts) => BuiltRouter;
}

/** The parts of one router. */
export interface BuiltRouter {
  readonly dialect: Dialect;
  /** The table that is served, guarded and documented. */
  readonly routes: readonly Route[];
  /** Where it stands below its path of the manifest; absent: there. */
  readonly path?: string | undefined;
}
