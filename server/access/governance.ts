import { LEDGER } from '../domain/ledger.js';
import type { Access } from './access.js';
import { holds } from './access.js';
import type { Owner } from './privileges.js';
import { allowsScope, isAvailable } from './privileges.js';
import type { ProtectedOperation } from './protected_operations.js';
import { PROTECTED_OPERATIONS } from './protected_operations.js';

/** Whether the caller governs the space: `settings` on every owner that is available there, and the scope (N1.2). */
function governs(access: Access, owners: readonly Owner[]): boolean {
  const { right } = PROTECTED_OPERATIONS.governHistory;
  const available = owners.filter((owner) => isAvailable(owner, access.space));
  return (
    available.length > 0 &&
    available.every(({ id }) => holds(access, right, id)) &&
    allowsScope(access.principal, 'activity:admin')
  );
}

/**
 * Whether the caller may do this with records of the owner. The ledger belongs to no owner that can be configured: its
 * history is read by whoever governs the space, and nothing else can be done with it (N11.1).
 */
export function mayOn(
  access: Access,
  operation: ProtectedOperation,
  { owner, owners }: { readonly owner: string; readonly owners: readonly Owner[] },
): boolean {
  const { right, doc, verb } = PROTECTED_OPERATIONS[operation];
  if (owner !== LEDGER) return holds(access, right, owner);
  return doc === 'activity' && verb.eventType === 'access' && governs(access, owners);
}
