import { ActivityError } from '../../../domain/errors.js';
import type { JsonObject } from '../../../domain/json.js';
import type { Attachment, RecordHead } from '../../../domain/record.js';
import { isClosed } from '../case_status.js';
import { versionToken } from '../case_version.js';
import type { CommentBody } from './comment_body.js';
import { alertsOf, attachedAlerts, bodyOf, FILE_TYPE, registeredTypeOf } from './comment_body.js';

const MAX_ALERTS = 1_000;
const MAX_REFERENCES = 100;
const MAX_FILES = 100;

/** @throws INVALID_REQUEST when an alert comment has another number of ids than of indices (K16) */
export function refuseUnequalAlerts(bodies: readonly CommentBody[]): void {
  for (const { ids, indices } of bodies.map(alertsOf)) {
    if (ids.length === indices.length) continue;
    throw invalid(
      `Received an alert comment with ids and indices arrays of different lengths ids: ${JSON.stringify(ids)} indices: ${JSON.stringify(indices)}`,
    );
  }
}

/** @throws INVALID_REQUEST naming the first type that the host has not registered (K16) */
export function refuseUnregistered(bodies: readonly CommentBody[], registered: ReadonlySet<string>): void {
  for (const type of bodies.map(registeredTypeOf)) {
    if (type === undefined || type === FILE_TYPE || registered.has(type)) continue;
    throw invalid(`Attachment type ${type} is not registered.`);
  }
}

/** @throws INVALID_REQUEST when the case cannot have these: alerts of a closed one, another owner (K16) */
export function refuseMisplaced({ state, owner }: RecordHead, bodies: readonly CommentBody[]): void {
  if (isClosed(state) && bodies.some(({ type }) => type === 'alert')) {
    throw invalid('Alert cannot be attached to a closed case');
  }
  if (bodies.some((body) => body.owner !== owner)) {
    throw invalid('The owner field of the comment must match the case');
  }
}

/** @throws INVALID_REQUEST when a comment would become one of another type or owner (K16, W5) */
export function refuseChangedKind(before: JsonObject, { type, owner }: CommentBody): void {
  if (before['type'] !== type) throw invalid('You cannot change the type of the comment.');
  if (before['owner'] !== owner) throw invalid('You cannot change the owner of the comment.');
}

/** @throws VERSION_CONFLICT when the comment is not at the version that was seen (K16, W5) */
export function refuseStaleComment({ revision }: Attachment, seen: string): void {
  if (versionToken(revision) === seen) return;
  throw new ActivityError(
    'VERSION_CONFLICT',
    'This case has been updated. Please refresh before saving additional updates.',
  );
}

/** @throws INVALID_REQUEST when a case would have more attachments than before and more than it may have (K14) */
export function refuseTooMany(before: readonly Attachment[], after: readonly Attachment[]): void {
  const [was, is] = [totalsOf(before), totalsOf(after)];
  const kinds = [
    ['alerts', MAX_ALERTS, 'attached alerts'],
    ['references', MAX_REFERENCES, 'attached persistable state and external reference attachments'],
    ['files', MAX_FILES, 'attached files'],
  ] as const;
  for (const [kind, most, name] of kinds) {
    if (is[kind] <= most || is[kind] <= was[kind]) continue;
    throw invalid(`Case has reached the maximum allowed number (${String(most)}) of ${name}.`);
  }
}

function totalsOf(
  attachments: readonly Attachment[],
): Readonly<Record<'alerts' | 'references' | 'files', number>> {
  const types = attachments.flatMap((attachment) => registeredTypeOf(bodyOf(attachment)) ?? []);
  const files = types.filter((type) => type === FILE_TYPE).length;
  return { alerts: attachedAlerts(attachments).size, references: types.length - files, files };
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
