import { randomUUID } from 'node:crypto';
import { CASE_KIND } from '../../common/constants.js';
import type { Access } from '../access/access.js';
import type { Gate } from '../access/gate.js';
import { actorOf } from '../access/principal.js';
import type { Activity, Subject } from '../domain/activity.js';
import { ActivityError } from '../domain/errors.js';
import type { Attachment, RecordHead, RecordWrite } from '../domain/record.js';
import { clampedTime, continuation, creation } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';
import type { CommentBody } from './case_comments.js';
import { commentCreated, newAttachment } from './case_comments.js';
import { checkCustomFields } from './case_custom_fields.js';
import { MAX_USER_ACTIONS, refuseFullComments } from './case_limits.js';
import type { NewCase } from './case_state.js';
import { createdSnapshot, createdState, touched, withoutEmptyUids } from './case_state.js';
import type { CaseUpdate } from './case_update_checks.js';
import { CaseUpdates } from './case_updates.js';
import type { Histories } from './histories.js';
import type { RecordNumbers } from './record_numbers.js';
import type { WriteDoor } from './write_door.js';

/** What `Cases` works with. */
export interface CasesDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly numbers: RecordNumbers;
  readonly histories: Histories;
  readonly gate: Gate;
  readonly clock: () => Date;
  /** Whether the licence allows to assign (K15.2). */
  readonly mayAssign: boolean;
  /** Kinds of records whose activity is served as a case's, first match wins; all else is about cases only. */
  readonly kinds: readonly string[];
  /** Called once for every deleted case, after it is gone (K15.4). */
  readonly deleted: (access: Access, subject: Subject) => void;
}

/** A case as it is now. */
export interface CaseView {
  readonly head: RecordHead;
  /** Oldest first; empty where a use case does not answer them. */
  readonly attachments: readonly Attachment[];
}

/** The use cases of the Cases API: every write leaves its activity, a refused one leaves none (K6). */
export class Cases {
  readonly #deps: CasesDependencies;
  readonly #updates: CaseUpdates;

  constructor(deps: CasesDependencies) {
    this.#deps = deps;
    this.#updates = new CaseUpdates(deps);
  }

  /**
   * Creates a case (K15.2).
   * @throws INVALID_REQUEST, FORBIDDEN
   */
  async create(access: Access, input: NewCase): Promise<CaseView> {
    const { door, numbers, gate, clock, mayAssign } = this.#deps;
    checkCustomFields(input.customFields);
    const subject = subjectOf(access, randomUUID());
    const assigns = withoutEmptyUids(input.assignees ?? []).length > 0;
    gate.ensure(access, assigns ? ['createCase', 'assignCase'] : ['createCase'], [
      { id: subject.id, owner: input.owner },
    ]);
    if (assigns && !mayAssign) {
      throw new ActivityError(
        'FORBIDDEN',
        'In order to assign users to cases, you must be subscribed to an Elastic Platinum license',
      );
    }
    const number = await numbers.next();
    const writing = { actor: actorOf(access.principal), at: clock() };
    const write = creation(
      { subject, owner: input.owner, number },
      {
        ...writing,
        state: createdState(input, writing),
        changes: [{ type: 'created', snapshot: createdSnapshot(input) }],
      },
    );
    return door.write(() =>
      Promise.resolve({ writes: [write], result: { head: write.head, attachments: [] } }),
    );
  }

  /**
   * Changes cases, all or none; answers the changed ones in the order of the request (K15.3, K6.1).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND, VERSION_CONFLICT, NOTHING_TO_CHANGE
   */
  async update(access: Access, updates: readonly CaseUpdate[]): Promise<readonly CaseView[]> {
    const heads = await this.#updates.apply(access, updates);
    return heads.map((head) => ({ head, attachments: [] }));
  }

  /**
   * One case with its attachments (K15.5).
   * @throws RECORD_NOT_FOUND, FORBIDDEN
   */
  async get(access: Access, id: string): Promise<CaseView> {
    const found = await this.#record(access, id);
    if (found === undefined) throw missingCase(id);
    this.#deps.gate.ensure(access, 'getCase', [{ id, owner: found.head.owner }]);
    return found;
  }

  /**
   * Removes cases with their attachments and all of their activity, all or none (K15.4).
   * @throws RECORD_NOT_FOUND, FORBIDDEN
   */
  async remove(access: Access, ids: readonly string[]): Promise<void> {
    const { store, door, gate, deleted } = this.#deps;
    const subjects = [...new Set(ids)].map((id) => subjectOf(access, id));
    await door.write(async () => {
      const found = await Promise.all(subjects.map((subject) => store.head(subject)));
      const heads = subjects.map((subject, i) => {
        const head = found[i];
        if (head === undefined || head.deleted) throw missingCase(subject.id);
        return head;
      });
      gate.ensure(
        access,
        'deleteCase',
        heads.map((head) => ({ id: head.subject.id, owner: head.owner })),
      );
      const writes = heads.map((head): RecordWrite => ({
        type: 'erase',
        expected: head.revision,
        subject: head.subject,
      }));
      return { writes, result: undefined };
    });
    for (const subject of subjects) deleted(access, subject);
  }

  /**
   * Adds a comment and answers the case with all of them (K16, W4).
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND
   */
  async addComment(access: Access, caseId: string, body: CommentBody): Promise<CaseView> {
    const { door, gate, clock } = this.#deps;
    const id = randomUUID();
    return door.write(async () => {
      const found = await this.#record(access, caseId);
      if (found !== undefined) refuseFullComments(found.head, 1);
      gate.ensure(access, 'createComment', [{ id, owner: body.owner }]);
      if (found === undefined) throw missingCase(caseId);
      const { head, attachments } = found;
      if (body.owner !== head.owner) {
        throw new ActivityError('INVALID_REQUEST', 'The owner field of the comment must match the case');
      }
      const writing = { actor: actorOf(access.principal), at: clampedTime(head, clock()) };
      const attachment = newAttachment({ id, createdSeq: head.seq + 1 }, body, writing);
      const write = continuation(head, {
        ...writing,
        state: touched(head.state, writing),
        changes: [commentCreated(id, body)],
        attachments: [{ type: 'put', attachment }],
      });
      const result = { head: write.head, attachments: [...attachments, attachment] };
      return { writes: [write], result };
    });
  }

  /**
   * The oldest 10,000 activities of a case, oldest first, in portions; none when there is no such case here (K7).
   * @throws FORBIDDEN
   */
  async userActions(access: Access, id: string): Promise<AsyncIterable<readonly Activity[]>> {
    const { histories, gate, kinds } = this.#deps;
    const head = await histories.first(kinds.map((kind) => ({ ...subjectOf(access, id), kind })));
    if (head === undefined) return nothing();
    gate.ensure(access, 'getUserActions', [{ owner: head.owner }]);
    return histories.oldest(head, MAX_USER_ACTIONS);
  }

  async #record(access: Access, id: string): Promise<CaseView | undefined> {
    const found = await this.#deps.store.record(subjectOf(access, id));
    return found?.head.deleted === false ? found : undefined;
  }
}

function subjectOf(access: Access, id: string): Subject {
  return { space: access.space.id, kind: CASE_KIND, id };
}

function missingCase(id: string): ActivityError {
  return new ActivityError('RECORD_NOT_FOUND', `Saved object [cases/${id}] not found`);
}

async function* nothing(): AsyncGenerator<readonly Activity[]> {
  // Generators of nothing need no body.
}
