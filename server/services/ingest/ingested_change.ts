import { ALERT_KIND, CASE_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import { actorOf } from '../../access/principal.js';
import type { Actor, Context } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import type { JsonPath } from '../../domain/json_path.js';
import { RESERVED_KINDS } from '../../domain/ledger.js';
import type { FeedPosition } from '../recording/feeds.js';
import type { RecordChange } from '../recording/record_change.js';
import { refuseAhead } from '../recording/record_change.js';

/** A change of a record as a caller sends it, checked (N7.1). */
export interface IngestedChange {
  /** Where it stands in its request; empty: it is the request. */
  readonly place: JsonPath;
  readonly kind: string;
  readonly id: string;
  readonly owner: string;
  /** At least one of the two. */
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
  /** Default: the caller. */
  readonly actor?: Actor | undefined;
  /** Default: now. */
  readonly at?: Date | undefined;
  readonly context?: Context | undefined;
  readonly feed?: FeedPosition | undefined;
}

/** Their own routes and services keep rules that a change of plain states does not know (N7.1). */
const RESERVED: ReadonlySet<string> = new Set([CASE_KIND, ALERT_KIND, ...RESERVED_KINDS]);

/**
 * What the caller wants to be recorded.
 * @throws KIND_RESERVED, TIME_AHEAD
 */
export function recordChange(access: Access, change: IngestedChange, now: Date): RecordChange {
  const { kind, id, owner, before, after, at, context, feed } = change;
  if (RESERVED.has(kind)) {
    const message = `Records of the kind ${kind} have an API of their own.`;
    throw new ActivityError('KIND_RESERVED', message);
  }
  if (at !== undefined) refuseAhead(at, now);
  return {
    subject: { space: access.space.id, kind, id },
    owner,
    actor: change.actor ?? actorOf(access.principal),
    ...{ before, after, at: at ?? now, statedAt: at, context, feed },
  };
}
