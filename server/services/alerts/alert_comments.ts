import type { Access } from '../../access/access.js';
import { holds } from '../../access/access.js';
import { actorOf } from '../../access/principal.js';
import type { Actor } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Attachment } from '../../domain/record.js';
import { continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Byline } from '../byline.js';
import { bylineOf } from '../byline.js';
import { recalled, remembering } from '../idempotency/recent_keys.js';
import type { Answered, Repeatable } from '../idempotency/repeatable.js';
import type { RecordGuard, VisibleHead } from '../record_guard.js';
import type { WriteDoor } from '../write_door.js';
import type { PageInput } from './alert_find.js';
import type { Preconditions } from './alert_preconditions.js';
import { ensureSeen } from './alert_preconditions.js';
import type { CommentView } from './comment_history.js';
import { commentCount, commentsOf, createdComment, findComment } from './comment_history.js';
import { commentCreation, commentEdit, commentRemoval } from './comment_mutations.js';
import { existingAlert } from './existing_alert.js';

/** What `AlertComments` works with. */
export interface AlertCommentsDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
}

/** A new comment. */
export interface NewComment {
  readonly text: string;
  /** What the request is known by when it comes again; absent: it cannot. */
  readonly request?: Repeatable | undefined;
}

/** Which comment of which alert. */
export interface CommentAddress {
  readonly id: string;
  readonly commentId: string;
}

/** A page of an alert's comments, newest first, and how many there are. */
export interface CommentPage {
  /** In portions; read when they are asked for. */
  readonly comments: AsyncIterable<readonly CommentView[]>;
  readonly total: number;
}

/** A comment that its caller may change. */
interface Admitted {
  readonly head: VisibleHead;
  readonly comment: CommentView;
}

/**
 * Comments on alerts (C9.7). They are read from the history, which tells all of them.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED from every method
 */
export class AlertComments {
  readonly #deps: AlertCommentsDependencies;

  constructor(deps: AlertCommentsDependencies) {
    this.#deps = deps;
  }

  /** A page of the comments that are not deleted. */
  async list(access: Access, id: string, { page, limit }: PageInput): Promise<CommentPage> {
    const { store, guard } = this.#deps;
    const head = guard.admit(access, 'getAlertComment', await existingAlert(store, access, id));
    const comments = commentsOf(store, head, { skip: (page - 1) * limit, limit });
    return { comments, total: commentCount(head) };
  }

  /**
   * Adds a comment, kept verbatim, or answers the one that the same request has added; the alert's version does
   * not move.
   * @throws IDEMPOTENCY_KEY_REUSED, HISTORY_FULL
   */
  add(access: Access, id: string, { text, request }: NewComment): Promise<Answered<Attachment>> {
    const { store, door, guard } = this.#deps;
    return door.write<Answered<Attachment>>(access, async () => {
      const found = await existingAlert(store, access, id);
      const head = guard.admit(access, 'createAlertComment', found);
      const before = recalled(head, request);
      if (before !== undefined) {
        const result = await createdComment(store, head, before.from);
        return { writes: [], result: { result, replayed: true } };
      }
      const { attachment, mutation } = commentCreation(head, text, this.#byline(access));
      return {
        writes: [remembering(continuation(head, mutation), request)],
        result: { result: attachment, replayed: false },
      };
    });
  }

  /**
   * Gives a comment another text; the same text again writes nothing.
   * @throws COMMENT_NOT_FOUND, PRECONDITION_FAILED, VERSION_CONFLICT, HISTORY_FULL
   */
  edit(access: Access, address: CommentAddress, text: string, seen: Preconditions): Promise<Attachment> {
    return this.#deps.door.write(access, async () => {
      const { head, comment } = await this.#admitted(access, address, 'update');
      const { attachment } = comment;
      ensureSeen(attachment.revision, seen);
      const edit = commentEdit(head, attachment, text, this.#byline(access));
      return edit === undefined
        ? { writes: [], result: attachment }
        : { writes: [continuation(head, edit.mutation)], result: edit.attachment };
    });
  }

  /**
   * Deletes a comment; its text stays in the history.
   * @throws COMMENT_NOT_FOUND, PRECONDITION_FAILED, HISTORY_FULL
   */
  remove(access: Access, address: CommentAddress, seen: Preconditions): Promise<void> {
    return this.#deps.door.write(access, async () => {
      const { head, comment } = await this.#admitted(access, address, 'delete');
      ensureSeen(comment.attachment.revision, seen);
      const mutation = commentRemoval(head, comment.attachment, this.#byline(access));
      return { writes: [continuation(head, mutation)], result: undefined };
    });
  }

  /** Their own comment to whoever may update the alert, any to whoever may delete; nobody else learns what there is. */
  async #admitted(
    access: Access,
    { id, commentId }: CommentAddress,
    verb: 'update' | 'delete',
  ): Promise<Admitted> {
    const { store, guard } = this.#deps;
    const found = await existingAlert(store, access, id);
    const comment = await findComment(store, found, commentId);
    const own = comment === undefined || isSame(comment.author, actorOf(access.principal));
    const operation = OPERATIONS[verb][own && holds(access, 'update', found.owner) ? 'own' : 'any'];
    const head = guard.admitToParts(access, operation, found, [{ id: commentId, owner: found.owner }]);
    if (comment === undefined) throw new ActivityError('COMMENT_NOT_FOUND', 'There is no such comment.');
    return { head, comment };
  }

  #byline(access: Access): Byline {
    return bylineOf(access, this.#deps.clock());
  }
}

const OPERATIONS = {
  update: { own: 'updateOwnAlertComment', any: 'updateAlertComment' },
  delete: { own: 'deleteOwnAlertComment', any: 'deleteAlertComment' },
} as const;

/** Whether both are one person: by the id of their profile where one of them has it, else by name. */
function isSame(a: Actor, b: Actor): boolean {
  if (a.kind !== b.kind) return false;
  if (a.profileUid !== undefined || b.profileUid !== undefined) return a.profileUid === b.profileUid;
  return a.username !== undefined && a.username === b.username;
}
