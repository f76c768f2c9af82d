/** Somebody as `GET /internal/cases/{case_id}/_users` names them (K10). */
export interface KibanaPerson {
  readonly user: {
    readonly username: string | null;
    readonly full_name: string | null;
    readonly email: string | null;
  };
  /** Of their profile, where it is known. */
  readonly uid?: string;
  readonly avatar?: {
    readonly initials?: string | null;
    readonly color?: string | null;
    readonly imageUrl?: string | null;
  };
}

/** `GET /internal/cases/{case_id}/_users` (K10). */
export interface KibanaCasePeople {
  /** Who has done something, by name. */
  readonly participants: readonly KibanaPerson[];
  readonly reporter: KibanaPerson;
  readonly assignees: readonly KibanaPerson[];
  /** Who was assigned once and has not done anything. */
  readonly unassignedUsers: readonly KibanaPerson[];
}

/** A connector that a case has or had (K11). */
export interface KibanaCaseConnector {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly push: {
    readonly needsToBePushed: boolean;
    readonly hasBeenPushed: boolean;
    readonly details?: {
      readonly oldestUserActionPushDate: string;
      readonly latestUserActionPushDate: string;
      readonly externalService: Readonly<Record<string, unknown>>;
    };
  };
}

/** A connector that is registered, in `GET /api/cases/configure/connectors/_find` (K18). */
export interface KibanaActionConnector {
  readonly id: string;
  readonly name: string;
  readonly actionTypeId: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly isPreconfigured: boolean;
  readonly isDeprecated: boolean;
  readonly isSystemAction: boolean;
  readonly isMissingSecrets: boolean;
  readonly referencedByCount: number;
}

/** `GET /internal/cases/{case_id}/_connectors` (K11): by their ids. */
export type KibanaCaseConnectors = Readonly<Record<string, KibanaCaseConnector>>;

/** `GET /internal/cases/metrics/{case_id}` (K12): the parts that were asked for. */
export interface KibanaCaseMetrics {
  readonly lifespan?: KibanaLifespan;
  readonly connectors?: { readonly total: number };
  readonly alerts?: {
    readonly count?: number;
    readonly users?: KibanaTopValues;
    readonly hosts?: KibanaTopValues;
  };
  readonly actions?: {
    readonly isolateHost: {
      readonly isolate: { readonly total: number };
      readonly unisolate: { readonly total: number };
    };
  };
}

/** Times of a case; durations in milliseconds. */
export interface KibanaLifespan {
  readonly creationDate: string;
  readonly closeDate: string | null;
  readonly statusInfo: {
    readonly openDuration: number;
    readonly inProgressDuration: number;
    readonly reopenDates: readonly string[];
  };
}

/** Users or hosts of the alerts of a case. */
export interface KibanaTopValues {
  readonly total: number;
  readonly values: readonly Readonly<Record<string, unknown>>[];
}
