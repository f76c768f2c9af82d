import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { AuditLog, loggerAuditSink } from '../../server/access/audit/audit_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { CreatedSpaces } from '../../server/services/spaces/created_spaces.js';
import { SpaceDeletions } from '../../server/services/spaces/space_deletions.js';

const ignore = (): undefined => undefined;

/** What deletes spaces of a store. @param audited gets the messages of its audit log */
export function deletionsOf(store: ActivityStore, audited: string[] = []): SpaceDeletions {
  const info = (event: object): void => void audited.push((event as AuditEvent).message);
  const logger = { error: ignore, warn: ignore, info };
  const audit = new AuditLog(loggerAuditSink(logger), () => new Date());
  return new SpaceDeletions({ store, created: new CreatedSpaces(store.registry), audit, logger });
}
