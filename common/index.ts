export type { ErrorCode } from './error_codes.js';
export { ALERT_KIND, CASE_KIND, DEFAULT_SPACE } from './constants.js';
