import type {
  KibanaAssignee,
  KibanaAttachment,
  KibanaCommentBody,
  KibanaConnector,
  KibanaCustomField,
  KibanaSettings,
  KibanaSeverity,
  KibanaStatus,
  KibanaUser,
} from './kibana.js';

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

interface ActionByUser {
  /** ISO 8601 with milliseconds, UTC. */
  readonly created_at: string;
  readonly created_by: KibanaUser;
  readonly owner: string;
  /** Id of the attachment for `comment`, which may be deleted by now. */
  readonly comment_id: string | null;
}

/** One element of `GET /api/cases/{case_id}/user_actions` (K3.1). */
export type KibanaUserAction = KibanaActionContent &
  ActionByUser & { readonly action_id: string; readonly case_id: string };

/** One activity as pages show it (K3.1). */
export type KibanaUserActionItem = KibanaActionContent &
  ActionByUser & {
    readonly id: string;
    /** Opaque; compare for equality only. */
    readonly version: string;
  };

/** `GET /api/cases/{case_id}/user_actions/_find` (K8). */
export interface KibanaUserActionPage {
  readonly userActions: readonly KibanaUserActionItem[];
  readonly page: number;
  readonly perPage: number;
  /** Of all pages. */
  readonly total: number;
}

/** `GET /internal/cases/{case_id}/user_actions/_find` (K8). */
export interface KibanaUserActionPageWithAttachments extends KibanaUserActionPage {
  /** Those that the page's comments are about, as they are now, in the order in which the page names them. */
  readonly latestAttachments: readonly KibanaAttachment[];
}

/** `GET /internal/cases/{case_id}/user_actions/_stats` (K9). */
export interface KibanaUserActionStats {
  readonly total: number;
  /** Of any type. */
  readonly total_deletions: number;
  /** Comments of users: written, changed and deleted. */
  readonly total_comments: number;
  readonly total_comment_deletions: number;
  readonly total_other_actions: number;
  readonly total_other_action_deletions: number;
}
