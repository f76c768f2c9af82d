import { SEVERITIES } from '../../../common/constants.js';
import type { Json } from '../../domain/json.js';
import { isJsonArray } from '../../domain/json.js';
import type { Listing } from '../../domain/listing.js';
import type { RecordHead } from '../../domain/record.js';
import { placeAmong, termFor, termsFor, textRank, timeRank } from '../lists/list_values.js';
import { alertSeverity } from './alert_fields.js';

/** Which alerts are meant: any of the values of a name, all of the names; a name without values means any alert (C9.4). */
export type AlertFilters = Readonly<Record<'status' | 'severity' | 'assignee' | 'tag', readonly string[]>>;

/**
 * By what alerts are found and ordered: the filters of C9.4, with the values that answers show. Their statuses are
 * the configuration's and have no order.
 */
export function alertListing({ state, lastAt }: RecordHead): Omit<Listing, 'audience'> {
  const { status, assigned_to: assignee, tags, title, type } = state;
  const severity = alertSeverity(state);
  return {
    terms: [
      ...termFor('status', status),
      ...termFor('severity', severity),
      ...(typeof assignee === 'string' ? termsFor('assignee', assignee) : ['unassigned']),
      ...termsFor('tag', isJsonArray(tags) ? tags.map(trimmed) : tags),
    ],
    ranks: {
      createdAt: timeRank(state['created_at']) ?? lastAt.getTime(),
      updatedAt: timeRank(state['updated_at']),
      severity: placeAmong(SEVERITIES, severity),
      title: textRank(title),
      category: textRank(type),
    },
  };
}

/** Blanks around a tag do not count (C9.1), though a host may have recorded some. */
function trimmed(tag: Json): Json {
  return typeof tag === 'string' ? tag.trim() : tag;
}

/** The terms by which a list of these alerts is found, one group for each name that has values. */
export function termsOf(filters: AlertFilters): readonly (readonly string[])[] {
  return Object.entries(filters).flatMap(([name, values]) =>
    values.length === 0 ? [] : [termsFor(name, values)],
  );
}
