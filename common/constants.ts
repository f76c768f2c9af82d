/** The kind of a Kibana case and of a CaseBender alert; a host's own records have kinds of their own. */
export const CASE_KIND = 'case';
export const ALERT_KIND = 'alert';

/** The space that always exists and that a path without `/s/<space>` means (K13.1). */
export const DEFAULT_SPACE = 'default';

/** An id longer than this in UTF-8 names nothing (design section 7). */
export const MAX_ID_BYTES = 512;

/** Highest `seq` a record can have: CaseBender's numeric id is `number * 2^20 + seq` (C3). */
export const MAX_SEQ = 2 ** 20 - 1;

/** Highest record number, so that every numeric activity id is a safe integer (C3). */
export const MAX_RECORD_NUMBER = 2 ** 33 - 1;

/** Objects and arrays of a request body nest at most this deep, the top one counted (K2.1, C1.5). */
export const MAX_JSON_DEPTH = 50;

/** Default limit of a request body in bytes (K2.1, C1.5). */
export const DEFAULT_MAX_BODY_BYTES = 1_048_576;
