import type { Access } from '../../access/access.js';
import type { AuditLog } from '../../access/audit/audit_log.js';
import type { Actor, Change } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { Attachment, AttachmentWrite, RecordSave } from '../../domain/record.js';
import { clampedTime, continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { authorJson } from '../author.js';
import type { Byline } from '../byline.js';
import { bylineOf } from '../byline.js';
import { keptConfiguration } from '../configurations/kept_configurations.js';
import type { Connector, ExternalIncident, PushedCase } from '../connectors/connector.js';
import type { Connectors } from '../connectors/connectors.js';
import type { PresentHead, RecordGuard } from '../record_guard.js';
import { present } from '../record_guard.js';
import type { Attempt, WriteDoor } from '../write_door.js';
import { closing, touched } from './case_state.js';
import { caseSubject } from './case_subject.js';
import type { CaseView } from './case_view.js';
import { bodyOf } from './comments/comment_body.js';
import { portionsOf } from './comments/comment_portions.js';
import { missingCase } from './missing_case.js';

/** What a push works with. */
export interface CasePushDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly audit: Pick<AuditLog, 'recorded'>;
  readonly clock: () => Date;
  readonly connectors: Connectors;
}

/** Which case is pushed to which connector. */
export interface PushOrder {
  readonly caseId: string;
  readonly connectorId: string;
}

interface FoundCase {
  readonly head: PresentHead;
  readonly attachments: readonly Attachment[];
}

/**
 * Tells the external system of a case, and the case of what it is there (K18, W10). Nothing is recorded unless the
 * call succeeded and the case is still as it was sent.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, CONNECTOR_FAILED, VERSION_CONFLICT in this order
 */
export async function pushCase(
  deps: CasePushDependencies,
  access: Access,
  { caseId, connectorId }: PushOrder,
): Promise<CaseView> {
  const { guard, connectors, audit, door } = deps;
  const found = await caseWith(deps.store, access, caseId);
  if (found === undefined) throw missingCase(caseId);
  guard.admit(access, 'getCase', found.head);
  const connector = connectors.get(connectorId);
  if (connector === undefined) {
    throw new ActivityError('RECORD_NOT_FOUND', `Saved object [action/${connectorId}] not found`);
  }
  guard.admit(access, 'getUserActions', found.head);
  guard.admit(access, 'pushCase', found.head);
  // Nobody is told of anything before it is on record that somebody may.
  await audit.recorded(access);
  const incident = await connector.push(pushed(found, connector));
  const [first = [], ...others] = portionsOf(found.attachments.filter(isUntold));
  const seen = { ...found, told: new Set(first) };
  const answered = await door.write(access, () => attempt(deps, access, { seen, connector, incident }));
  return others.length === 0 ? answered : markOthers(deps, access, { answered, others });
}

/** Comments that are too many or too large for the commit of the push are marked behind it, which leaves no activity. */
async function markOthers(
  { store, guard, door, clock }: CasePushDependencies,
  access: Access,
  { answered, others }: { readonly answered: CaseView; readonly others: readonly (readonly string[])[] },
): Promise<CaseView> {
  const { subject, number } = answered.head;
  const byline = bylineOf(access, new Date(textOf(answered.head.state['updated_at'])));
  for (const ids of others) {
    await door.write(access, async () => {
      const head = present(await store.head(subject));
      if (head?.number !== number) return { writes: [], result: undefined };
      const found = await store.attachments(subject, ids);
      const told = found.flatMap((one) => (one !== undefined && isUntold(one) ? [toldOf(one, byline)] : []));
      const at = clampedTime(head, clock());
      return { writes: [marking(head, told, { ...byline, at })], result: undefined };
    });
  }
  const now = await caseWith(store, access, subject.id);
  return now === undefined ? answered : { ...now, head: guard.admit(access, 'getCase', now.head) };
}

function marking(head: PresentHead, told: readonly Attachment[], byline: Byline): RecordSave {
  const attachments = told.map((attachment): AttachmentWrite => ({ type: 'put', attachment }));
  return continuation(head, { ...byline, state: head.state, changes: [], attachments });
}

interface Pushed {
  /** As it was sent, and those of its comments that the commit marks. */
  readonly seen: FoundCase & { readonly told: ReadonlySet<string> };
  readonly connector: Connector;
  readonly incident: ExternalIncident;
}

async function attempt(
  { store, guard, clock }: CasePushDependencies,
  access: Access,
  { seen, connector, incident }: Pushed,
): Promise<Attempt<CaseView>> {
  const { subject, number, owner, revision } = seen.head;
  const now = await caseWith(store, access, subject.id);
  if (now?.head.number !== number || now.head.revision !== revision) {
    throw new ActivityError('VERSION_CONFLICT', `Saved object [cases/${subject.id}] conflict`);
  }
  const configured = await keptConfiguration(store.registry, { space: subject.space, owner });
  const closes = configured?.configuration.closure_type === 'close-by-pushing';
  const byline = bylineOf(access, clampedTime(now.head, clock()));
  const service = serviceOf(connector, incident, byline);
  const { state } = now.head;
  const closed = closes ? { status: 'closed', ...closing(state, 'closed', byline) } : {};
  const changes: Change[] = closes
    ? [{ type: 'field', field: 'status', before: state['status'] ?? null, after: 'closed' }]
    : [];
  const told = now.attachments.filter(({ id }) => seen.told.has(id)).map((one) => toldOf(one, byline));
  const write = continuation(now.head, {
    ...byline,
    state: touched({ ...state, ...closed, external_service: service }, byline),
    changes: [...changes, { type: 'pushed', externalService: service }],
    attachments: told.map((attachment) => ({ type: 'put', attachment })),
  });
  const byId = new Map(told.map((one) => [one.id, one]));
  const attachments = now.attachments.map((one) => byId.get(one.id) ?? one);
  return { writes: [write], result: { head: guard.written(write), attachments } };
}

async function caseWith(
  store: ActivityStore,
  access: Access,
  caseId: string,
): Promise<FoundCase | undefined> {
  const found = await store.record(caseSubject(access, caseId));
  const head = present(found?.head);
  return found === undefined || head === undefined ? undefined : { ...found, head };
}

function pushed({ head, attachments }: FoundCase, { id }: Connector): PushedCase {
  const { state, subject } = head;
  const { tags, connector, external_service: service } = state;
  const external = isJsonObject(service) && service['connector_id'] === id ? service : undefined;
  const comments = attachments.filter(isUntold).map(bodyOf).filter(isOfUser);
  return {
    id: subject.id,
    title: textOf(state['title']),
    description: textOf(state['description']),
    tags: isJsonArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    severity: textOf(state['severity']),
    status: textOf(state['status']),
    fields: isJsonObject(connector) && connector['id'] === id ? objectOf(connector['fields']) : null,
    comments: comments.map(({ comment }) => textOf(comment)),
    ...(external !== undefined && {
      external: { id: textOf(external['external_id']), title: textOf(external['external_title']) },
    }),
  };
}

/** What the case keeps and its activity tells of the push (K18). */
function serviceOf({ id, name }: Connector, incident: ExternalIncident, { actor, at }: Byline): JsonObject {
  return {
    connector_id: id,
    connector_name: name,
    external_id: incident.id,
    external_title: incident.title,
    external_url: incident.url,
    pushed_at: at.toISOString(),
    pushed_by: userJson(actor),
  };
}

/** A person as answers show one: what the case keeps of a push is shown as it is. */
function userJson({ username, fullName, email, profileUid }: Actor): JsonObject {
  return {
    username: username ?? null,
    full_name: fullName ?? null,
    email: email ?? null,
    ...(profileUid !== undefined && { profile_uid: profileUid }),
  };
}

function isUntold({ state }: Attachment): boolean {
  return typeof state['pushed_at'] !== 'string';
}

function isOfUser({ type }: JsonObject): boolean {
  return type === 'user';
}

function toldOf(attachment: Attachment, { actor, at }: Byline): Attachment {
  const state = { ...attachment.state, pushed_at: at.toISOString(), pushed_by: authorJson(actor) };
  return { ...attachment, revision: attachment.revision + 1, state };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function objectOf(value: Json | undefined): JsonObject | null {
  return isJsonObject(value) ? value : null;
}
