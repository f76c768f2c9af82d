import type { IncomingMessage } from 'node:http';
import type { SpaceDirectory } from './access/access.js';
import type { Principal } from './access/principal.js';
import type { Logger } from './domain/logger.js';
import type { FindInput, FindResult, RecordInput, RecordOutcome } from './services/host_input.js';

/** What a host hands in when it mounts the plugin; everything but `config` is optional. */
export interface PluginHost {
  /** The host's whole configuration; the plugin reads the part at its manifest's `configPath`. */
  readonly config?: unknown;
  /** Folder that relative paths of the configuration start from; default: the working directory. */
  readonly baseDir?: string;
  /** Replaces the configured realms; `undefined` means: not authenticated. */
  readonly authenticate?: (
    request: IncomingMessage,
  ) => Principal | undefined | Promise<Principal | undefined>;
  readonly spaces?: SpaceDirectory;
  /** The host's own `MongoClient`; used, never closed. */
  readonly mongoClient?: unknown;
  readonly logger?: Logger;
  /** Now; also for token expiry. */
  readonly clock?: () => Date;
  /** Ids of the plugins the host has, checked against the manifest's `requiredPlugins`. */
  readonly plugins?: readonly string[];
  /** Limit of a request body in bytes; default 1 MiB. */
  readonly maxBodyBytes?: number;
}

/** What the plugin offers to its host. */
export interface ActivityPlugin {
  /**
   * Records a change of a thing the host keeps itself: state and entries are saved together or not at all.
   * @throws VERSION_CONFLICT when a changed field's `before` is not what was last recorded
   * @throws RECORD_EXISTS when `before` is absent and the record exists
   */
  readonly record: (input: RecordInput) => Promise<RecordOutcome>;
  readonly find: (input: FindInput) => Promise<FindResult>;
  /** Finishes running requests, closes the store; nothing stays open. Afterwards the routes fall through. */
  readonly stop: () => Promise<void>;
}

export type { FindInput, FindResult, Logger, RecordInput, RecordOutcome, SpaceDirectory };
