import type { MongoClient, MongoClientOptions } from 'mongodb';
import type { Logger } from '../../domain/logger.js';

/** Points between two steps of a write, in the order in which they are passed. */
export type MongoStep =
  | 'save:begin'
  | 'save:written'
  | 'drain:begin'
  | 'drain:inserted'
  | 'drain:pulled'
  | 'group:announced'
  | 'group:staged'
  | 'group:all-staged'
  | 'group:decided'
  | 'group:folded'
  | 'group:done'
  | 'erase:marked'
  | 'erase:unlogged'
  | 'erase:entries'
  | 'erase:removed'
  | 'adopt:sealed'
  | 'redact:entries'
  | 'redact:rows'
  | 'log:due'
  | 'log:appended'
  | 'log:inserted'
  | 'log:tiles'
  | 'log:released'
  | 'log:gone'
  | 'log:moved'
  | 'log:finished';

/** Where the database is and how it is used. */
export type MongoStoreOptions = {
  readonly database: string;
  /** Put before the name of every collection; default: nothing. */
  readonly collectionPrefix?: string;
  readonly logger?: Logger;
  /** The longest time of one call to the database, in milliseconds; default 10,000. No call takes longer. */
  readonly timeoutMs?: number;
  /** Most connections of the own client; default 50. */
  readonly maxPoolSize?: number;
  /** How long a commit of several records may be undecided before whoever waits for it aborts it; default 2,000. */
  readonly patienceMs?: number;
  /** Whether the entries of each space get positions in its log; default true. */
  readonly log?: boolean;
  /** A seam for tests: awaited at every step, so that a process can end itself there. */
  readonly faults?: (step: MongoStep) => Promise<void> | void;
} & ({ readonly client: MongoClient } | { readonly uri: string; readonly tls?: MongoTlsOptions | undefined });

/** TLS of the own client; what is not given is as the address says. */
export type MongoTlsOptions = Pick<
  MongoClientOptions,
  | 'tls'
  | 'tlsCAFile'
  | 'tlsCertificateKeyFile'
  | 'tlsCertificateKeyFilePassword'
  | 'tlsAllowInvalidCertificates'
  | 'tlsAllowInvalidHostnames'
>;
