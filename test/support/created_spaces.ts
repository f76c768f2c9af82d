import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { AuditLog, loggerAuditSink } from '../../server/access/audit/audit_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { Ledger } from '../../server/services/governance/ledger.js';
import { RecordNumbers } from '../../server/services/record_numbers.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { CreatedSpaces } from '../../server/services/spaces/created_spaces.js';
import { SpaceDeletions } from '../../server/services/spaces/space_deletions.js';
import { WriteDoor } from '../../server/services/write_door.js';
import { aSealer } from './sealing.js';

const ignore = (): undefined => undefined;

/** What deletes spaces of a store. @param audited gets the messages of its audit log */
export function deletionsOf(store: ActivityStore, audited: string[] = []): SpaceDeletions {
  const info = (event: object): void => void audited.push((event as AuditEvent).message);
  const logger = { error: ignore, warn: ignore, info };
  const clock = (): Date => new Date();
  const audit = new AuditLog(loggerAuditSink(logger), clock);
  const silent = new AuditLog(undefined, clock);
  const door = new WriteDoor({ store, sealer: aSealer(store), audit: silent, telemetry: SILENT_TELEMETRY });
  const ledger = new Ledger({ store, door, numbers: new RecordNumbers(store), clock });
  const created = new CreatedSpaces(store.registry);
  return new SpaceDeletions({ store, created, door, ledger, audit, logger });
}
