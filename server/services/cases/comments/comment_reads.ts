import { caseSubject } from '../case_subject.js';
import type { Access } from '../../../access/access.js';
import type { Gate } from '../../../access/gate.js';
import type { ProtectedOperation } from '../../../access/protected_operations.js';
import { isActivityError } from '../../../domain/errors.js';
import type { Attachment } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { PresentHead, RecordGuard, VisibleHead } from '../../record_guard.js';
import { present } from '../../record_guard.js';
import { commentCount, commentsOfType } from './comment_history.js';
import type { PlacedComment } from './comment_place.js';
import { missingComment, partOf, placeOfComment } from './comment_place.js';

/** What `CommentReads` works with. */
export interface CommentReadsDependencies {
  readonly store: ActivityStore;
  readonly guard: RecordGuard;
  readonly gate: Gate;
}

/** Which page of the comments of a case, from 1 (K16, G8). */
export interface CommentsQuery {
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly perPage: number;
}

/** A page of comments, and how many there are. */
export interface CommentPage {
  readonly comments: readonly Attachment[];
  readonly total: number;
}

/** Why an attachment that was asked for by its id is not answered (K16, G11). */
export interface MissingAttachment {
  readonly id: string;
  readonly reason: 'unknown' | 'elsewhere' | { readonly unreadable: string };
}

/** Attachments that were asked for, in the order of their ids, and what is not answered. */
export interface FoundAttachments {
  readonly attachments: readonly Attachment[];
  readonly missing: readonly MissingAttachment[];
}

const REFUSALS = ['FORBIDDEN', 'TLP_RESTRICTED', 'PAP_RESTRICTED'] as const;

/** Reads the comments and other attachments of cases (K16). */
export class CommentReads {
  readonly #deps: CommentReadsDependencies;

  constructor(deps: CommentReadsDependencies) {
    this.#deps = deps;
  }

  /**
   * One attachment, also of another case of the space than this (G9).
   * @throws COMMENT_NOT_FOUND, FORBIDDEN
   */
  async one(access: Access, caseId: string, id: string): Promise<Attachment> {
    const { store, guard } = this.#deps;
    const place = await placeOfComment(store, { space: access.space.id, id: caseId }, id);
    if (place === undefined) throw missingComment(id);
    guard.admitToParts(access, 'getComment', place.head, [partOf(place.comment, place.head)]);
    return place.comment;
  }

  /**
   * All attachments, oldest first; none when there is no such case for the caller (G10).
   * @throws FORBIDDEN when the caller may read the comments of no owner
   */
  async all(access: Access, caseId: string): Promise<readonly Attachment[]> {
    const head = await this.#readable(access, 'getComment', caseId);
    return head === undefined ? [] : ((await this.#deps.store.record(head.subject))?.attachments ?? []);
  }

  /**
   * A page of the comments of type `user`; none when there is no such case for the caller (G8).
   * @throws FORBIDDEN when the caller may read the comments of no owner
   */
  async page(access: Access, caseId: string, { order, page, perPage }: CommentsQuery): Promise<CommentPage> {
    const head = await this.#readable(access, 'findComments', caseId);
    if (head === undefined) return { comments: [], total: 0 };
    const window = { order, skip: (page - 1) * perPage, limit: perPage };
    const comments: Attachment[] = [];
    for await (const portion of commentsOfType(this.#deps.store, head, 'user', window))
      comments.push(...portion);
    return { comments, total: commentCount(head, 'user') };
  }

  /** Attachments by their ids, each with the reason where it is not answered (G11). */
  async many(access: Access, caseId: string, ids: readonly string[]): Promise<FoundAttachments> {
    const { store } = this.#deps;
    const subject = caseSubject(access, caseId);
    const head = present(await store.head(subject));
    const here = head === undefined ? [] : await store.attachments(subject, ids);
    const attachments: Attachment[] = [];
    const missing: MissingAttachment[] = [];
    for (const [i, id] of ids.entries()) {
      const comment = here[i];
      const place =
        head === undefined || comment === undefined
          ? await placeOfComment(store, subject, id)
          : { head, comment };
      const reason = this.#reasonAgainst(access, caseId, place);
      if (reason !== undefined) missing.push({ id, reason });
      else if (place !== undefined) attachments.push(place.comment);
    }
    return { attachments, missing };
  }

  /** Why the caller does not get it; `undefined`: they do. */
  #reasonAgainst(
    access: Access,
    caseId: string,
    place: PlacedComment | undefined,
  ): MissingAttachment['reason'] | undefined {
    if (place === undefined) return 'unknown';
    const { head, comment } = place;
    const part = partOf(comment, head);
    try {
      this.#deps.guard.admitToParts(access, 'getComment', head, [part]);
    } catch (error) {
      if (!REFUSALS.some((code) => isActivityError(error, code))) throw error;
      return { unreadable: part.owner };
    }
    return head.subject.id === caseId ? undefined : 'elsewhere';
  }

  async #readable(
    access: Access,
    operation: ProtectedOperation,
    id: string,
  ): Promise<VisibleHead | undefined> {
    const { store, guard, gate } = this.#deps;
    gate.readableOwners(access, operation);
    const head: PresentHead | undefined = present(await store.head(caseSubject(access, id)));
    const [admitted] = head === undefined ? [] : guard.admitSome(access, operation, [head]);
    return admitted;
  }
}
