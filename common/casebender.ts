import { SEVERITIES } from './constants.js';
import type { BuiltInLocale } from './locales.js';
import { LOCALES } from './locales.js';

/** Languages this dialect answers in; the first is the published one (C7). A server may be configured to have more. */
export const CASEBENDER_LOCALES = LOCALES;

/** A language this dialect answers in wherever it runs. */
export type CasebenderLocale = BuiltInLocale;

/** Severities in ascending order; requests may say 1 to 4 instead, answers say the word (C9.1). */
export const ALERT_SEVERITIES = SEVERITIES;

/** A severity as answers say it. */
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Stable reasons of an error; clients branch on these and do not parse messages (C1.3, C13). */
export type CasebenderErrorCode =
  | 'INVALID_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'TLP_RESTRICTED'
  | 'PAP_RESTRICTED'
  | 'ALERT_NOT_FOUND'
  | 'COMMENT_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'ALERT_EXISTS'
  | 'ALERT_ALREADY_LINKED'
  | 'HISTORY_FULL'
  | 'VERSION_CONFLICT'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'RATE_LIMITED'
  | 'INTERNAL_ERROR';

/** Every success (C1.2). */
export interface CasebenderSuccess<T> {
  readonly status: 'success';
  readonly data: T;
}

/** Every error; the message is a sentence in the language of `Content-Language` (C1.3). */
export interface CasebenderFailure {
  readonly status: 'error';
  readonly message: string;
  readonly code: CasebenderErrorCode;
}

/** One entry of an alert's history (C2.2). `body` is plain text: escape it before showing it. */
export interface AlertActivity {
  /** `tiny_id * 2^20 + seq`: a safe integer, unique over all alerts, ascending within one (C3). */
  readonly id: number;
  /** `created`, `updated`, `added`, `commentAdded`, ...; accept unknown ones (C4). */
  readonly action: string;
  readonly username: string;
  readonly userImage: string | null;
  readonly body: string;
  readonly timeAgo: string;
  readonly fieldName: string | null;
}

/** A user as this dialect shows them: nothing else of them, ever (C8, C11.5). */
export interface AlertUser {
  readonly username: string;
  readonly image: string | null;
}

/** Something observed, such as `{ data_type: 'ip', data: '203.0.113.7' }`. */
export type AlertObservable = Readonly<Record<'data_type' | 'data', string>>;

/** A value of a custom field; lists hold at most 20 strings. */
export type AlertCustomValue = string | number | boolean | readonly string[];

/** An alert (C9.1). Instants are ISO 8601 UTC with milliseconds. */
export interface Alert {
  readonly id: string;
  readonly tiny_id: number;
  readonly owner: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly severity: AlertSeverity;
  readonly type: string | null;
  readonly source: string | null;
  readonly source_ref: string | null;
  readonly external_link: string | null;
  readonly tlp: number;
  readonly pap: number;
  readonly assigned_to: string | null;
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, AlertCustomValue>>;
  readonly observables: readonly AlertObservable[];
  readonly case_id: string | null;
  readonly created_by: AlertUser;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

/** A comment on an alert (C9.7). */
export interface AlertComment {
  readonly id: string;
  readonly alert_id: string;
  readonly body: string;
  readonly created_by: AlertUser;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

/** The case that was created from alerts (C9.6); the Cases API serves it. */
export interface AlertCase {
  readonly case_id: string;
}

/** What became of a change of many alerts (C9.5); both counts together are the distinct ids. */
export interface AlertBulkResult {
  readonly updated_count: number;
  readonly failed_count: number;
  /** In the order of the request. */
  readonly failed_ids: readonly string[];
}
