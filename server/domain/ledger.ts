import type { Subject } from './activity.js';

/** Kind and owner of the records that tell what was done to histories (N11.1). */
export const LEDGER = 'ledger';

/** Kinds of records that only the product itself writes (N7.1). */
export const RESERVED_KINDS: readonly string[] = [LEDGER, 'hold', 'access'];

/** The ledger of a space for the month of an instant, UTC. */
export function ledgerOf(space: string, at: Date): Subject {
  return { space, kind: LEDGER, id: at.toISOString().slice(0, 'YYYY-MM'.length) };
}
