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

export type KibanaStatus = 'open' | 'in-progress' | 'closed';

export type KibanaSeverity = 'low' | 'medium' | 'high' | 'critical';

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

/** Payload of `create_case` (K4). The optional keys are absent in data that was recorded by old versions (K21). */
export interface KibanaCreateCase {
  readonly description: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly connector: KibanaConnector;
  readonly settings: KibanaSettings;
  readonly owner: string;
  readonly severity?: KibanaSeverity;
  readonly status: KibanaStatus;
  readonly assignees?: readonly KibanaAssignee[];
  readonly category?: string | null;
  readonly customFields?: readonly KibanaCustomField[];
}

/** Body of a comment or other attachment (K5); `type` decides which other keys there are. */
export interface KibanaCommentBody {
  readonly type: string;
  readonly owner: string;
  readonly [key: string]: unknown;
}

interface Action<T extends string, A extends string, P> {
  readonly type: T;
  readonly action: A;
  readonly payload: P;
}

/** What happened: type, action and payload of an activity (K4). */
export type KibanaActionContent =
  | Action<'create_case', 'create', KibanaCreateCase>
  | Action<'title', 'update', { readonly title: string }>
  | Action<'description', 'update', { readonly description: string }>
  | Action<'status', 'update', { readonly status: KibanaStatus }>
  | Action<'severity', 'update', { readonly severity: KibanaSeverity }>
  | Action<'settings', 'update', { readonly settings: KibanaSettings }>
  | Action<'category', 'update' | 'delete', { readonly category: string | null }>
  | Action<'connector', 'update', { readonly connector: KibanaConnector }>
  | Action<'tags', 'add' | 'delete', { readonly tags: readonly string[] }>
  | Action<'assignees', 'add' | 'delete', { readonly assignees: readonly KibanaAssignee[] }>
  | Action<'customFields', 'update', { readonly customFields: readonly KibanaCustomField[] }>
  | Action<'comment', 'create' | 'update' | 'delete', { readonly comment: KibanaCommentBody }>
  | Action<'pushed', 'push_to_service', { readonly externalService: Readonly<Record<string, unknown>> }>
  | Action<'delete_case', 'delete', Readonly<Record<string, never>>>;

/** One element of `GET /api/cases/{case_id}/user_actions` (K3.1). */
export type KibanaUserAction = KibanaActionContent & {
  /** ISO 8601 with milliseconds, UTC. */
  readonly created_at: string;
  readonly created_by: KibanaUser;
  readonly owner: string;
  readonly action_id: string;
  readonly case_id: string;
  /** Id of the attachment for `comment`, which may be deleted by now. */
  readonly comment_id: string | null;
};

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
