import { MAX_SEQ } from '../../../common/constants.js';
import type { Subject } from '../../domain/activity.js';
import type { Window } from '../../domain/window.js';
import type { FindInput } from './host_input.js';
import { invalidInput } from '../recording/input_fault.js';
import { checkedSubject, inputMembers } from './input_members.js';
import { inputInteger, inputOrder } from './input_values.js';

const MAX_LIMIT = 1000;
const MAX_FACETS = 1000;

/**
 * The window that a host asks `find` for, with the defaults filled in.
 * @throws INVALID_REQUEST naming the path of the first fault and what was found there
 */
export function checkedFind(input: FindInput): { readonly subject: Subject; readonly window: Window } {
  const given = inputMembers(input, ['subject', 'page', 'limit', 'order', 'facets']);
  const subject = checkedSubject(given.subject);
  const page = inputInteger('page', given.page ?? 1, { least: 1, most: Number.MAX_SAFE_INTEGER });
  const limit = inputInteger('limit', given.limit ?? 20, { least: 1, most: MAX_LIMIT });
  const order = inputOrder(given.order);
  // No history is longer, so that a page far behind its end is as empty as any.
  const skip = Math.min((page - 1) * limit, MAX_SEQ);
  return { subject, window: { order, skip, limit, facets: facetsOf(given.facets) } };
}

function facetsOf(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) throw invalidInput(['facets'], 'must be a list of facets', { found: given });
  const { length } = given;
  if (length > MAX_FACETS) {
    throw invalidInput(['facets'], `must have at most ${String(MAX_FACETS)} members`, { found: length });
  }
  const places = Array.from({ length }, (_, i) => String(i));
  return Object.values(inputMembers(given, places, ['facets'])).map((facet, i) => {
    if (typeof facet === 'string') return facet;
    throw invalidInput(['facets', i], 'must be a text', { found: facet });
  });
}
