import type { Attachment } from '../../../domain/record.js';
import type { CaseView } from '../../../services/cases/case_view.js';
import type { Items } from '../../answer/items.js';
import { itemsOf } from '../../answer/items.js';
import { toAttachment } from './attachment_presenter.js';
import { toCase } from './case_presenter.js';

/** So many attachments are written before others have their turn. */
const PORTION = 100;

/** Attachments, written piece by piece: a case may have thousands (K16). */
export function attachmentItems(
  attachments: readonly Attachment[],
  around: Pick<Items, 'before' | 'after'> = {},
): Items {
  return itemsOf(portionsOf(attachments), (one) => JSON.stringify(toAttachment(one)), around);
}

/** A case whose attachments are written piece by piece; keys as `toCase` has them. @param around what it stands in */
export function caseItems({ head, attachments }: CaseView, around = { before: '', after: '' }): Items {
  const text = JSON.stringify(toCase({ head, attachments: [] }));
  const at = text.lastIndexOf(EMPTY);
  return attachmentItems(attachments, {
    before: around.before + text.slice(0, at + EMPTY.length - '[]'.length),
    after: text.slice(at + EMPTY.length) + around.after,
  });
}

/** Behind it there are numbers only, so that the last one is the case's own. */
const EMPTY = '"comments":[]';

function* portionsOf(attachments: readonly Attachment[]): Generator<readonly Attachment[]> {
  for (let from = 0; from < attachments.length; from += PORTION)
    yield attachments.slice(from, from + PORTION);
}
