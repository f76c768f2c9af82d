import type { Attachment } from '../../domain/record.js';
import type { VisibleHead } from '../record_guard.js';

/** A case as it is now. */
export interface CaseView {
  readonly head: VisibleHead;
  /** Oldest first; empty where a use case does not answer them. */
  readonly attachments: readonly Attachment[];
}
