import { CASE_STATUSES } from '../../../common/constants.js';
import type { JsonObject } from '../../domain/json.js';

/** The status of a case that the word means, such as `In progress` or an alert's `in_progress`; `undefined` if it means none. */
export function caseStatusOf(word: string): (typeof CASE_STATUSES)[number] | undefined {
  const written = word.toLowerCase().replaceAll(/[\s_]+/g, '-');
  return CASE_STATUSES.find((status) => status === written);
}

/** Whether the case with this state is closed. */
export function isClosed({ status }: JsonObject): boolean {
  return typeof status === 'string' && caseStatusOf(status) === 'closed';
}
