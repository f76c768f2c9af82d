import type { Space } from '../access/access.js';
import type { Owner, SecuritySettings } from '../access/settings.js';

/** Where records are kept. */
export type StorageConfig =
  /** `path` is absolute. */
  | { readonly kind: 'embedded'; readonly path: string }
  | {
      readonly kind: 'mongodb';
      readonly uri: string;
      readonly database: string;
      readonly collectionPrefix: string;
      /** TLS of the own connection; absent: as the address says. */
      readonly tls?: MongoTls | undefined;
    };

/** TLS of a connection to MongoDB; file names are absolute. */
export interface MongoTls {
  readonly tls: boolean;
  readonly tlsCAFile?: string;
  readonly tlsCertificateKeyFile?: string;
  readonly tlsCertificateKeyFilePassword?: string;
}

/** How to reach the external system of a `.cases-webhook` connector (K18). */
export interface WebhookConfig {
  readonly createIncidentUrl: string;
  readonly createIncidentMethod: 'post' | 'put';
  readonly createIncidentJson: string;
  readonly createIncidentResponseKey: string;
  readonly getIncidentUrl: string;
  readonly getIncidentResponseExternalTitleKey: string;
  readonly viewIncidentUrl: string;
  readonly updateIncidentUrl: string;
  readonly updateIncidentMethod: 'post' | 'put' | 'patch';
  readonly updateIncidentJson: string;
  readonly createCommentUrl?: string | undefined;
  readonly createCommentMethod: 'post' | 'put' | 'patch';
  readonly createCommentJson?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly hasAuth: boolean;
}

/** A connector the host registers; only `.cases-webhook` can be pushed to. */
export type ConnectorConfig =
  | {
      readonly id: string;
      readonly name: string;
      readonly type: '.cases-webhook';
      readonly config: WebhookConfig;
      readonly secrets: { readonly user?: string | undefined; readonly password?: string | undefined };
    }
  | {
      readonly id: string;
      readonly name: string;
      readonly type:
        '.jira' | '.resilient' | '.servicenow' | '.servicenow-sir' | '.swimlane' | '.thehive' | '.test';
      readonly config: Readonly<Record<string, unknown>>;
      readonly secrets: Readonly<Record<string, string>>;
    };

/** What the Kibana dialect reads. */
export interface KibanaConfig {
  /** Kinds of records whose activity is served, in the order in which an id is looked up. */
  readonly kinds: readonly string[];
  readonly version: string;
  /** Assigning and filtering by assignee need `platinum` or better (K15.2). */
  readonly license: 'basic' | 'standard' | 'gold' | 'platinum' | 'enterprise' | 'trial';
  /** Registered attachment types; `.files` is known besides (K16). */
  readonly attachmentTypes: readonly string[];
  readonly connectors: readonly ConnectorConfig[];
  /** The only hosts that may be called, in lower case and without port. */
  readonly connectorAllowedHosts: readonly string[];
  readonly connectorTimeoutMs: number;
  readonly files: {
    readonly maxBytes: number;
    readonly maxImageBytes: number;
    readonly allowedTypes: readonly string[];
  };
}

/** Requests per window of a tier; an absent figure is no limit (C12). */
export interface RateLimit {
  readonly minute?: number | undefined;
  readonly hour?: number | undefined;
  readonly burst?: number | undefined;
}

/** Names of the rate limit tiers (C12). */
export type Tier = 'basic' | 'standard' | 'professional' | 'enterprise' | 'unlimited';

/** What the CaseBender dialect reads (C14). */
export interface CasebenderConfig {
  /** Kinds of records whose activities are served, in the order in which an id is looked up. */
  readonly kinds: readonly string[];
  readonly locale: 'es' | 'en' | 'fr' | 'pt' | 'de';
  /** Owner of an alert that is created without one. */
  readonly owner: string;
  /** Statuses of an alert; the first is the initial one. */
  readonly statuses: readonly string[];
  /** Absolute URL with `{username}`. */
  readonly avatarUrl?: string | undefined;
  /** False: no limits. */
  readonly rateLimits: false | Readonly<Record<Tier, RateLimit>>;
}

/** The plugin's settings, complete with defaults; secrets are read, paths are absolute (design section 7). */
export interface ActivityConfig {
  readonly storage: StorageConfig;
  readonly owners: readonly Owner[];
  /** Contains `default`. */
  readonly spaces: readonly Space[];
  readonly security: SecuritySettings;
  readonly kibana: KibanaConfig;
  readonly casebender: CasebenderConfig;
  readonly audit: {
    readonly enabled: boolean;
    /** Absolute path; absent: the host's logger. */
    readonly file?: string | undefined;
  };
}

/** Settings of the standalone host. */
export interface ServerConfig {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Empty, or a path such as `/activity`. */
  readonly basePath: string;
  readonly maxBodyBytes: number;
}
