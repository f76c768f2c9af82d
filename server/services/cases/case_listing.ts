import { CASE_STATUSES, SEVERITIES } from '../../../common/constants.js';
import type { Json } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { Listing } from '../../domain/listing.js';
import type { RecordHead } from '../../domain/record.js';
import { placeAmong, termFor, termsFor, textRank, timeRank } from '../lists/list_values.js';
import { reporterOf } from './case_reporter.js';
import { caseStatusOf } from './case_status.js';

/**
 * By what cases are found and ordered: the filters and the orders of G3, with the values that answers show. Every case
 * has one of the statuses and one of the severities, whatever a host has recorded.
 */
export function caseListing({ state, lastAt }: RecordHead): Omit<Listing, 'audience'> {
  const { tags, category, title } = state;
  const status = caseStatusOf(textIn(state['status'])) ?? CASE_STATUSES[0];
  const severity = severityOf(textIn(state['severity'])) ?? SEVERITIES[0];
  const assignees = membersIn(state['assignees'], 'uid');
  const created = timeRank(state['created_at']) ?? lastAt.getTime();
  return {
    terms: [
      ...termFor('status', status),
      ...termFor('severity', severity),
      ...termsFor('tag', tags),
      ...termFor('category', category),
      ...termsFor('assignee', assignees),
      ...(assignees.length === 0 ? ['unassigned'] : []),
      ...termsFor('reporter', reporterOf(state).name ?? null),
    ],
    ranks: {
      createdAt: created,
      updatedAt: timeRank(state['updated_at']),
      closedAt: timeRank(state['closed_at']),
      status: placeAmong(CASE_STATUSES, status),
      severity: placeAmong(SEVERITIES, severity),
      title: textRank(title),
      category: textRank(category),
    },
  };
}

function severityOf(word: string): Json | undefined {
  return SEVERITIES.find((severity) => severity === word.toLowerCase());
}

function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function membersIn(values: Json | undefined, name: string): readonly Json[] {
  if (!isJsonArray(values)) return [];
  return values
    .flatMap((value) => (isJsonObject(value) ? [value[name] ?? null] : []))
    .filter((one) => one !== null);
}
