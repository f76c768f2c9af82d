import type { Request } from 'express';
import type { Space } from './access/access.js';
import type { Principal } from './access/principal.js';
import type { Logger } from './domain/logger.js';
import type { MetricsRegistry } from './http/operations/registry.js';
import type { FindInput, FindResult, RecordInput, RecordOutcome } from './services/host/host_input.js';
import type {
  EntriesInput,
  EntriesResult,
  LoggedActivity,
  LogInput,
  LogResult,
  SubscribeInput,
} from './services/host/host_page_input.js';
import type { SubscriptionHandler } from './services/host/host_subscriptions.js';

/** What a host hands in when it mounts the plugin; everything but `config` is optional. */
export interface PluginHost {
  /** The host's whole configuration; the plugin reads the part at its manifest's `configPath`. */
  readonly config?: unknown;
  /** Folder that relative paths of the configuration start from; default: the working directory. */
  readonly baseDir?: string;
  /**
   * Who sends the request; replaces the configured realms. Nobody: `null`, `undefined` or `false` (401).
   * Known members of the answer are read by name, each once; `null` in an optional one is absent. An answer that
   * is no principal, and one that throws, is 500 with the reason in the log; one that does not come within
   * `security.authenticateTimeoutMs` is 503.
   */
  readonly authenticate?: (request: Request) => Answer<Nullable<Principal>>;
  /**
   * The host's own spaces, besides those of the configuration; `get` answers in the manner of `authenticate` and
   * within its time. `name` and `disabledFeatures` may be absent.
   */
  readonly spaces?: SpaceDirectory;
  /** The host's own connection to MongoDB; used, never closed. */
  readonly mongoClient?: HostMongoClient;
  readonly logger?: Logger;
  /**
   * The host's prom-client `Registry`: the metrics are shown there as well, until `stop`. Plugins that are given the
   * same one report to the same metrics.
   */
  readonly metricsRegistry?: MetricsRegistry;
  /** Now; also for token expiry. */
  readonly clock?: () => Date;
  /** Ids of the plugins the host has, checked against the manifest's `requiredPlugins`. */
  readonly plugins?: readonly string[];
  /** Limit of a request body in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number;
}

/**
 * A `MongoClient` of the mongodb driver 6 or 7, of whichever copy: the host's own, or mongoose's
 * `connection.getClient()`. It may be new and not connected yet.
 */
export interface HostMongoClient {
  connect(): Promise<unknown>;
  db(name: string, options?: object): { readonly databaseName: string };
}

/** Where a host's spaces come from. */
export interface SpaceDirectory {
  get(id: string): Answer<Pick<Space, 'id'> & Nullable<Partial<Space>>>;
}

/** What a host's function answers: the thing, or that there is none, at once or later. */
type Answer<T> = T | null | undefined | false | Promise<T | null | undefined | false>;

/** The same with `null` wherever a member may be absent: that is what databases have. */
type Nullable<T> = { readonly [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };

/** What the plugin offers to its host. */
export interface ActivityPlugin {
  /**
   * Records a change of a thing the host keeps itself: state and entries are saved together or not at all. The
   * input is copied when this is called: what the host changes afterwards is not recorded.
   * @throws INVALID_REQUEST when the input is not what it should be; `details`: `path` and what was `found`
   * @throws PAYLOAD_TOO_LARGE when a state, or the record with the change, has more than 1 MiB, 1,000 fields or
   * 65,536 values
   * @throws TIME_AHEAD when `at` is more than 5 minutes ahead of the clock
   * @throws RECORD_EXISTS when `before` is absent and the record exists
   * @throws RECORD_NOT_FOUND when `after` is absent and there is no record, and when it was deleted
   * @throws VERSION_CONFLICT when a changed field's `before` is not what was last recorded; `details`: the `field`,
   * its `recorded` value and the `seq` of the newest entry
   * @throws HISTORY_FULL when the history takes no more entries
   * @throws IDEMPOTENCY_KEY_REUSED when the key was used with another change, TOO_MANY_FEEDS beyond 16 of a record
   * @throws AUDIT_UNAVAILABLE, STORE_UNAVAILABLE, AUTHENTICATION_UNAVAILABLE when nothing was recorded because the
   * audit log, the store or the host's `spaces` do not answer
   */
  readonly record: (input: RecordInput) => Promise<RecordOutcome>;
  /**
   * A page of a record's history; one that was never recorded has an empty history.
   * @throws INVALID_REQUEST as `record` does, STORE_UNAVAILABLE, AUTHENTICATION_UNAVAILABLE
   */
  readonly find: (input: FindInput) => Promise<FindResult>;
  /**
   * A page of a record's entries by cursor, filtered and searched; also of a record that was deleted.
   * @throws INVALID_REQUEST as `record` does, STORE_UNAVAILABLE, AUTHENTICATION_UNAVAILABLE
   */
  readonly entries: (input: EntriesInput) => Promise<EntriesResult>;
  /**
   * Entries of all records of a space in the order in which they were recorded, for whoever must see each once: what
   * was acknowledged before the call is there, whichever process wrote it.
   * @throws LOG_DISABLED where the configuration says `log: false`, and what `entries` throws
   */
  readonly log: (input: LogInput) => Promise<LogResult>;
  /**
   * Calls the handler with every entry of a space from a position on, whichever process writes it: in the order of the
   * log, one at a time, each at least once. The next one comes when the handler's promise resolves; an entry with
   * which it fails is logged and comes again, after a second and then after twice as long each time, a minute at most.
   * Whoever keeps `position` and starts behind it next time misses none.
   * @returns what ends it: the handler is not called again, a call that is under way is not waited for; `stop` ends all
   * @throws INVALID_REQUEST as `record` does, also when `start` is behind the end of the log
   * @throws LOG_DISABLED where the configuration says `log: false`, STORE_UNAVAILABLE, AUTHENTICATION_UNAVAILABLE
   */
  readonly subscribe: (input: SubscribeInput, handler: SubscriptionHandler) => Promise<() => void>;
  /** Finishes running requests, closes the store; nothing stays open. Afterwards the routes fall through. */
  readonly stop: () => Promise<void>;
}

export type { EntriesInput, EntriesResult, LogInput, LogResult };
export type { LoggedActivity, SubscribeInput, SubscriptionHandler };
export type { FindInput, FindResult, Logger, MetricsRegistry, RecordInput, RecordOutcome };
