import type { CASE_STATUSES, SEVERITIES } from './constants.js';

/** `created_by`, `updated_by`, `closed_by`, `pushed_by` (K3.2). */
export interface KibanaUser {
  readonly username: string | null;
  readonly email: string | null;
  readonly full_name: string | null;
  /** Absent where no profile is known. */
  readonly profile_uid?: string;
}

/** A connector as cases and activities name it (K18). */
export interface KibanaConnector {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly id: string;
}

export type KibanaStatus = (typeof CASE_STATUSES)[number];

export type KibanaSeverity = (typeof SEVERITIES)[number];

export interface KibanaSettings {
  readonly syncAlerts: boolean;
}

export interface KibanaAssignee {
  readonly uid: string;
}

/** The value of one custom field (K17.2). */
export interface KibanaCustomField {
  readonly key: string;
  readonly type: 'text' | 'toggle' | 'number';
  readonly value: string | boolean | number | null;
}

/** Body of a comment or other attachment (K5); `type` decides which other keys there are. */
export interface KibanaCommentBody {
  readonly type: string;
  readonly owner: string;
  readonly [key: string]: unknown;
}

/** A comment or other attachment as cases show it (K16). */
export interface KibanaAttachment extends KibanaCommentBody {
  readonly id: string;
  /** Opaque; compare for equality only. */
  readonly version: string;
  readonly created_at: string;
  readonly created_by: KibanaUser;
  readonly updated_at: string | null;
  readonly updated_by: KibanaUser | null;
  readonly pushed_at: string | null;
  readonly pushed_by: KibanaUser | null;
}

/** A case (K15.1). */
export interface KibanaCase {
  readonly id: string;
  /** Opaque; compare for equality only. */
  readonly version: string;
  readonly owner: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly category: string | null;
  readonly status: KibanaStatus;
  readonly severity: KibanaSeverity;
  readonly assignees: readonly KibanaAssignee[];
  readonly settings: KibanaSettings;
  readonly connector: KibanaConnector;
  readonly customFields: readonly KibanaCustomField[];
  readonly observables: readonly never[];
  readonly external_service: Readonly<Record<string, unknown>> | null;
  /** Whole seconds from creation to closing. */
  readonly duration: number | null;
  readonly created_at: string;
  readonly created_by: KibanaUser;
  readonly updated_at: string | null;
  readonly updated_by: KibanaUser | null;
  readonly closed_at: string | null;
  readonly closed_by: KibanaUser | null;
  /** Oldest first; empty where the route does not fill it. */
  readonly comments: readonly KibanaAttachment[];
  readonly totalComment: number;
  readonly totalAlerts: number;
}

/** Body of every failed request (K2.3). */
export interface KibanaError {
  readonly statusCode: number;
  /** Standard name of the status. */
  readonly error: string;
  /** The innermost cause. */
  readonly message: string;
}
