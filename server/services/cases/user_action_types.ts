import { matching } from '../../domain/window.js';
import type { RecordHead } from '../../domain/record.js';

/** What an activity of a case can be filtered by: its type, or one of the groups behind them (K8). */
export const USER_ACTION_FILTERS = [
  ...(['assignees', 'category', 'comment', 'connector', 'create_case', 'customFields'] as const),
  ...(['delete_case', 'description', 'pushed', 'settings', 'severity', 'status', 'tags', 'title'] as const),
  ...(['action', 'alert', 'attachment', 'user'] as const),
] as const;

/** One of them. */
export type UserActionFilter = (typeof USER_ACTION_FILTERS)[number];

/** How many activities of a case there are (K9). */
export interface UserActionCounts {
  readonly total: number;
  readonly deletions: number;
  readonly comments: number;
  readonly commentDeletions: number;
}

/** Fields with a type of their own; what else a record has is told as a custom field. */
const FIELDS: readonly string[] = [
  ...['title', 'description', 'status', 'severity', 'settings', 'category', 'connector'],
];
/** Those that are told as themselves when they are cleared. */
const CLEARED: readonly string[] = ['title', 'description', 'category'];
const SETS: readonly string[] = ['tags', 'assignees'];

/** Groups of attachments. */
const GROUPS: Readonly<Record<string, UserActionFilter>> = {
  alert: 'alert',
  externalReference: 'attachment',
  persistableState: 'attachment',
};

/**
 * The facets of a record that any of the filters means; `undefined`: all that it has. A field is filtered by its name: where a host's own record has
 * a value that Kibana has no words for, it is told as a custom field all the same.
 */
export function facetsOf(
  { counts }: RecordHead,
  filters: readonly UserActionFilter[],
): readonly string[] | undefined {
  const [all, wanted] = [Object.keys(counts), new Set<string>(filters)];
  const meant = all.filter((facet) => filtersOf(facet).some((filter) => wanted.has(filter)));
  return meant.length === all.length ? undefined : meant;
}

/** Counts by what the record's head knows. */
export function userActionCounts(head: RecordHead): UserActionCounts {
  const all = Object.keys(head.counts);
  const comments = facetsOf(head, ['user']) ?? all;
  const deletions = all.filter(isDeletion);
  return {
    total: head.seq,
    deletions: matching(head, deletions),
    comments: matching(head, comments),
    commentDeletions: matching(head, comments.filter(isDeletion)),
  };
}

function filtersOf(facet: string): readonly UserActionFilter[] {
  const [sort = '', name = '', verb] = facet.split(':').map(nameOf);
  switch (sort) {
    case 'created':
      return ['create_case', 'action'];
    case 'deleted':
      return ['delete_case', 'action'];
    case 'pushed':
      return ['pushed', 'action'];
    case 'field':
      return [fieldFilter(name, verb === undefined ? FIELDS : CLEARED), 'action'];
    case 'items':
      return [fieldFilter(name, SETS), 'action'];
    default:
      return commentFilters(name);
  }
}

function fieldFilter(name: string, known: readonly string[]): UserActionFilter {
  return USER_ACTION_FILTERS.find((filter) => filter === name && known.includes(name)) ?? 'customFields';
}

function commentFilters(type: string): readonly UserActionFilter[] {
  if (type === 'user') return ['comment', 'user'];
  const group = Object.hasOwn(GROUPS, type) ? GROUPS[type] : undefined;
  return ['comment', 'action', ...(group === undefined ? [] : [group])];
}

/** Whether it is told with the verb `delete`. */
function isDeletion(facet: string): boolean {
  const [sort = '', name = '', verb] = facet.split(':').map(nameOf);
  switch (sort) {
    case 'deleted':
      return true;
    case 'field':
      return name === 'category' && verb === 'cleared';
    case 'items':
      return verb === 'removed' && SETS.includes(name);
    default:
      return sort === 'comment' && verb === 'deleted';
  }
}

/** As it stands in a facet, without escapes. */
function nameOf(part: string): string {
  return part.replaceAll('%3A', ':').replaceAll('%25', '%');
}
