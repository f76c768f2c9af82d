import type { Access } from '../../server/access/access.js';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { realmOf } from '../../server/access/caller.js';
import { Gate } from '../../server/access/gate.js';
import { HIGHEST_LEVEL } from '../../server/access/levels.js';
import { HistoryGuard } from '../../server/services/history_guard.js';

/** Where the histories are. */
export const SPACE = 'default';

/** Whose records there are. */
export const OWNERS: readonly string[] = ['cases', 'observability', 'securitySolution'];

/** Somebody who may read everything in the space. */
export const BOSS: Access = {
  principal: { username: 'boss', roles: [] },
  realm: realmOf('host'),
  origin: { requestId: 'r-1', method: 'GET', path: '/' },
  space: { id: SPACE, name: SPACE, disabledFeatures: [] },
  rights: new Map(OWNERS.map((owner) => [owner, new Set(['read'] as const)])),
  tlpClearance: HIGHEST_LEVEL,
  papClearance: HIGHEST_LEVEL,
};

/** What decides who sees what. Nothing is audited, as without a sink. */
export function openDoor(): { readonly gate: Gate; readonly guard: HistoryGuard } {
  const audit = new AuditLog(undefined, () => new Date());
  const gate = new Gate({ owners: [], roles: [], spaces: { get: () => Promise.resolve(undefined) }, audit });
  return { gate, guard: new HistoryGuard(gate) };
}
