/** How well something works (P3). */
export type KibanaLevel = 'available' | 'degraded' | 'unavailable';

/** How well one thing works, and in words. */
export interface KibanaServiceStatus {
  readonly level: KibanaLevel;
  readonly summary: string;
}

/** Answer of `GET /api/status` to whoever has credentials (P3). */
export interface KibanaServerStatus<Status = KibanaStatusReport> {
  readonly name: string;
  /** Of the store: the same from every process. */
  readonly uuid: string;
  readonly version: KibanaVersion;
  readonly status: Status;
  readonly metrics: KibanaServerMetrics;
}

export interface KibanaVersion {
  readonly number: string;
  readonly build_hash: string;
  readonly build_number: number;
  readonly build_snapshot: boolean;
}

/** What it says by default, or with `v8format`. */
export interface KibanaStatusReport {
  readonly overall: KibanaServiceStatus;
  readonly core: {
    readonly elasticsearch: KibanaServiceStatus;
    readonly savedObjects: KibanaServiceStatus;
  };
  readonly plugins: { readonly caseActivity: KibanaServiceStatus };
}

/** What it says with `v7format`. */
export interface KibanaLegacyStatusReport {
  readonly overall: KibanaLegacyState & {
    readonly title: string;
    readonly nickname: string;
    readonly since: string;
  };
  readonly statuses: readonly (KibanaLegacyState & {
    readonly id: string;
    readonly message: string;
    readonly since: string;
  })[];
}

export interface KibanaLegacyState {
  readonly state: 'green' | 'yellow' | 'red';
  readonly icon: string;
  readonly uiColor: string;
}

/** All that anybody else is told (P3). */
export interface KibanaRedactedStatus {
  readonly status: { readonly overall: Pick<KibanaServiceStatus, 'level'> };
}

export interface KibanaServerMetrics {
  readonly collection_interval_in_millis: number;
  readonly last_updated: string;
  readonly process: {
    readonly memory: {
      readonly heap: {
        readonly used_in_bytes: number;
        readonly total_in_bytes: number;
        readonly size_limit: number;
      };
      readonly resident_set_size_in_bytes: number;
    };
    readonly uptime_in_millis: number;
  };
  readonly requests: { readonly total: number; readonly disconnects: number };
}

/** Answer of `GET /api/stats` (P3). */
export interface KibanaStats {
  readonly kibana: {
    readonly uuid: string;
    readonly name: string;
    readonly index: string;
    readonly host: string;
    readonly locale: string;
    readonly transport_address: string;
    readonly version: string;
    readonly snapshot: boolean;
    readonly status: KibanaLegacyState['state'];
  };
  readonly last_updated: string;
  readonly collection_interval_ms: number;
  readonly process: {
    readonly memory: {
      readonly heap: {
        readonly total_bytes: number;
        readonly used_bytes: number;
        readonly size_limit: number;
      };
      readonly resident_set_size_bytes: number;
    };
    readonly pid: number;
    readonly uptime_ms: number;
  };
  readonly os: {
    readonly platform: string;
    readonly platform_release: string;
    readonly load: { readonly '1m': number; readonly '5m': number; readonly '15m': number };
    readonly memory: {
      readonly total_bytes: number;
      readonly free_bytes: number;
      readonly used_bytes: number;
    };
    readonly uptime_ms: number;
  };
  readonly requests: { readonly total: number; readonly disconnects: number };
  readonly response_times: { readonly avg_ms: number };
  readonly concurrent_connections: number;
}

/** A space (P1). */
export interface KibanaSpace {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly color?: string;
  readonly initials?: string;
  readonly imageUrl?: string;
  readonly disabledFeatures: readonly string[];
  readonly solution?: string;
  /** Of `default` alone. */
  readonly _reserved?: true;
}

/** What a list of spaces can be asked for. */
export type KibanaSpacePurpose = 'any' | 'copySavedObjectsIntoSpace' | 'shareSavedObjectsIntoSpace';

/** A space on such a list. */
export interface KibanaListedSpace extends KibanaSpace {
  readonly authorizedPurposes?: Readonly<Record<KibanaSpacePurpose, boolean>>;
}
