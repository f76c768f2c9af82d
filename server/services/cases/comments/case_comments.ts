import type { Access } from '../../../access/access.js';
import type { Gate } from '../../../access/gate.js';
import { ActivityError } from '../../../domain/errors.js';
import type { Attachment } from '../../../domain/record.js';
import { clampedTime } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { bylineOf } from '../../byline.js';
import type { PresentHead, RecordGuard } from '../../record_guard.js';
import { present } from '../../record_guard.js';
import type { Attempt, WriteDoor } from '../../write_door.js';
import { refuseFullComments } from '../case_limits.js';
import { caseSubject } from '../case_subject.js';
import type { CaseView } from '../case_view.js';
import { missingCase } from '../missing_case.js';
import { alertsOf, bodyOf } from './comment_body.js';
import type { CommentBody } from './comment_body.js';
import {
  refuseChangedKind,
  refuseMisplaced,
  refuseStaleComment,
  refuseTooMany,
  refuseUnequalAlerts,
  refuseUnregistered,
} from './comment_checks.js';
import type { CommentsWrite } from './comment_mutations.js';
import { commentCreation, commentEdit, identified, withoutKnownAlerts } from './comment_mutations.js';
import { missingComment, partOf, placeOfComment } from './comment_place.js';
import { CommentReads } from './comment_reads.js';
import { removalOf, removeComments } from './comment_removals.js';

/** What `CaseComments` works with. */
export interface CaseCommentsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly gate: Gate;
  readonly clock: () => Date;
  /** External reference and persistable state types besides `.files` (K16). */
  readonly attachmentTypes: readonly string[];
}

/** A comment as it shall be, and the version that was seen (K16, W5). */
export interface CommentUpdate {
  readonly id: string;
  readonly version: string;
  readonly body: CommentBody;
}

interface FoundCase {
  readonly head: PresentHead;
  readonly attachments: readonly Attachment[];
}

/** Comments and other attachments of cases (K16): every write leaves its activity, a refused one leaves none. */
export class CaseComments {
  readonly #deps: CaseCommentsDependencies;
  readonly #types: ReadonlySet<string>;
  readonly reads: CommentReads;

  constructor(deps: CaseCommentsDependencies) {
    this.#deps = deps;
    this.#types = new Set(deps.attachmentTypes);
    this.reads = new CommentReads(deps);
  }

  /**
   * Adds a comment and answers the case with all of them (W4).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND
   */
  add(access: Access, caseId: string, body: CommentBody): Promise<CaseView> {
    const { ids, indices } = alertsOf(body);
    const stored = body.type === 'alert' ? { ...body, alertId: ids, index: indices } : body;
    return this.#add(access, caseId, [stored], () => undefined);
  }

  /**
   * Adds comments in their order, all or none, and answers the case with all that it has (W8).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND
   */
  addMany(access: Access, caseId: string, bodies: readonly CommentBody[]): Promise<CaseView> {
    return this.#add(access, caseId, bodies, () => {
      refuseUnregistered(bodies, this.#types);
    });
  }

  /**
   * Gives a comment another body and answers the case with all of them (W5).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND, COMMENT_NOT_FOUND, VERSION_CONFLICT
   */
  edit(access: Access, caseId: string, { id, version, body }: CommentUpdate): Promise<CaseView> {
    const { store, door, guard, clock } = this.#deps;
    return door.write(access, async () => {
      const found = await this.#case(access, caseId);
      if (found !== undefined) refuseFullComments(found.head, 1);
      refuseUnequalAlerts([body]);
      const own = found?.attachments.find((one) => one.id === id);
      const place =
        found === undefined || own === undefined
          ? await placeOfComment(store, caseSubject(access, caseId), id)
          : { head: found.head, comment: own };
      if (place === undefined) throw missingComment(id);
      const { comment } = place;
      guard.admitToParts(access, 'updateComment', place.head, [partOf(comment, place.head)]);
      if (found === undefined) throw missingCase(caseId);
      refuseChangedKind(bodyOf(comment), body);
      if (own === undefined) {
        // The bracket is part of the text (K16).
        throw elsewhere(`This comment ${id} does not exist in ${caseId}).`);
      }
      refuseStaleComment(own, version);
      const byline = bylineOf(access, clampedTime(found.head, clock()));
      const edit = commentEdit(found, own, { body, byline });
      refuseTooMany(found.attachments, edit.attachments);
      return this.#answered(edit);
    });
  }

  /**
   * Deletes a comment (W6).
   * @throws FORBIDDEN, COMMENT_NOT_FOUND
   */
  remove(access: Access, caseId: string, id: string): Promise<void> {
    const { store, door, guard, clock } = this.#deps;
    return door.write(access, async () => {
      const place = await placeOfComment(store, caseSubject(access, caseId), id);
      if (place === undefined) throw missingComment(id);
      const { head, comment } = place;
      guard.admitToParts(access, 'deleteComment', head, [partOf(comment, head)]);
      if (head.subject.id !== caseId) {
        throw elsewhere(`This comment ${id} does not exist in ${caseId}.`);
      }
      const byline = bylineOf(access, clampedTime(head, clock()));
      return { writes: [await removalOf(store, head, [comment], byline)], result: undefined };
    });
  }

  /**
   * Deletes all comments that the case has now, oldest first (W7); many or large ones by several commits.
   * @throws FORBIDDEN, COMMENT_NOT_FOUND
   */
  async removeAll(access: Access, caseId: string): Promise<void> {
    const found = await this.#case(access, caseId);
    if (found === undefined || found.attachments.length === 0) {
      throw elsewhere(`No comments found for ${caseId}.`);
    }
    await removeComments(this.#deps, access, found);
  }

  #add(
    access: Access,
    caseId: string,
    bodies: readonly CommentBody[],
    checkFirst: () => void,
  ): Promise<CaseView> {
    const { door, guard, gate, clock } = this.#deps;
    const added = bodies.map(identified);
    const parts = added.map(({ id, body }) => ({ id, owner: body.owner }));
    return door.write(access, async () => {
      const found = await this.#case(access, caseId);
      if (found !== undefined) refuseFullComments(found.head, bodies.length);
      refuseUnequalAlerts(bodies);
      checkFirst();
      if (found === undefined) {
        const record = caseSubject(access, caseId);
        gate.ensure(
          access,
          'createComment',
          parts.map((part) => ({ ...part, record })),
        );
      } else guard.admitToParts(access, 'createComment', found.head, parts);
      refuseUnregistered(bodies, this.#types);
      if (found === undefined) throw missingCase(caseId);
      refuseMisplaced(found.head, bodies);
      const fresh = withoutKnownAlerts(found.attachments, added);
      const byline = bylineOf(access, clampedTime(found.head, clock()));
      const creation = commentCreation(found, fresh, byline);
      refuseTooMany(found.attachments, creation.attachments);
      if (fresh.length > 0) return this.#answered(creation);
      const head = guard.admitToParts(access, 'createComment', found.head, []);
      return { writes: [], result: { head, attachments: found.attachments } };
    });
  }

  #answered({ write, attachments }: CommentsWrite): Attempt<CaseView> {
    return { writes: [write], result: { head: this.#deps.guard.written(write), attachments } };
  }

  async #case(access: Access, id: string): Promise<FoundCase | undefined> {
    const found = await this.#deps.store.record(caseSubject(access, id));
    const head = present(found?.head);
    return found === undefined || head === undefined ? undefined : { ...found, head };
  }
}

function elsewhere(message: string): ActivityError {
  return new ActivityError('COMMENT_NOT_FOUND', message);
}
