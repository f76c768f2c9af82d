import type { Activity } from '../../../domain/activity.js';
import type { Attachment } from '../../../domain/record.js';
import type { UserActionPage, UserActionQuery } from '../../../services/cases/case_history.js';
import type { Items } from '../../answer/items.js';
import { itemsOf } from '../../answer/items.js';
import { toAttachment } from './attachment_presenter.js';
import { userActionItemWriter } from './user_action_presenter.js';

type Portions = AsyncIterable<readonly Activity[]>;

const BEFORE = '{"userActions":';

/** A page of activities, written while it is read (K8). */
export function userActionPage({ activities, total }: UserActionPage, query: UserActionQuery): Items {
  return itemsOf(activities, userActionItemWriter(), { before: BEFORE, after: `${figures(query, total)}}` });
}

/**
 * The same and behind it the attachments that it is about, in the order in which it names them.
 * @param read answers attachments as they are now, without those that are gone
 */
export function userActionPageWithAttachments(
  { activities, total }: UserActionPage,
  query: UserActionQuery,
  read: (ids: readonly string[]) => Promise<readonly Attachment[]>,
): Items {
  const named = new Set<string>();
  const after = async (): Promise<string> => {
    const attachments = named.size === 0 ? [] : await read([...named]);
    return `${figures(query, total)},"latestAttachments":${JSON.stringify(attachments.map(toAttachment))}}`;
  };
  return itemsOf(noting(activities, named), userActionItemWriter(), { before: BEFORE, after });
}

function figures({ page, perPage }: UserActionQuery, total: number): string {
  return `,${JSON.stringify({ page, perPage, total }).slice(1, -1)}`;
}

/** The same portions; ids of attachments are noted as they come by. */
async function* noting(portions: Portions, named: Set<string>): AsyncGenerator<readonly Activity[]> {
  for await (const portion of portions) {
    for (const { change } of portion) if (change.type === 'comment') named.add(change.commentId);
    yield portion;
  }
}
