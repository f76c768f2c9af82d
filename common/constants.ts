/** The kind of a Kibana case and of a CaseBender alert; a host's own records have kinds of their own. */
export const CASE_KIND = 'case';
export const ALERT_KIND = 'alert';

/** Statuses of a case, in their usual order. */
export const CASE_STATUSES = ['open', 'in-progress', 'closed'] as const;

/** Severities of cases and alerts in ascending order. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** The space that always exists and that a path without `/s/<space>` means (K13.1). */
export const DEFAULT_SPACE = 'default';

/** What the id of a space consists of (K13.1). */
export const SPACE_ID = /^[a-z0-9_-]+$/;

/** An id longer than this in UTF-8 names nothing (design section 7). */
export const MAX_ID_BYTES = 512;

/** Highest `seq` a record can have: CaseBender's numeric id is `number * 2^20 + seq` (C3). */
export const MAX_SEQ = 2 ** 20 - 1;

/** Highest record number, so that every numeric activity id is a safe integer (C3). */
export const MAX_RECORD_NUMBER = 2 ** 33 - 1;

/** What a request may be called by whoever sends it, in `X-Request-Id`. */
export const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** Objects and arrays of a request body nest at most this deep, the top one counted (K2.1, C1.5). */
export const MAX_JSON_DEPTH = 50;

/** Default limit of a request body in bytes (K2.1, C1.5). */
export const DEFAULT_MAX_BODY_BYTES = 1_048_576;
