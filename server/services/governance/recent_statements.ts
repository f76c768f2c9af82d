import { ledgerOf } from '../../domain/ledger.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Statement } from './ledger.js';

/** More than any ledger has of those that are asked for. */
const MAX_STATEMENTS = 1_000;
const LONGEST_MONTH_MS = 31 * 24 * 60 * 60 * 1000;

/** Which statements of which space. */
export interface RecentStatements {
  readonly space: string;
  readonly now: Date;
  /** Their names. */
  readonly statements: readonly string[];
}

/** What the ledgers of this month and of the one before tell, oldest first within a ledger. */
export async function recentStatements(
  store: Pick<ActivityStore, 'heads' | 'entries'>,
  { space, now, statements }: RecentStatements,
): Promise<readonly Statement[]> {
  const months = [ledgerOf(space, now), ledgerOf(space, new Date(now.getTime() - LONGEST_MONTH_MS))];
  const facets = statements.map((statement) => `statement:${statement}`);
  const window = { order: 'asc', skip: 0, limit: MAX_STATEMENTS, facets } as const;
  const told: Statement[] = [];
  for (const head of await store.heads(months)) {
    if (head === undefined) continue;
    for await (const entries of store.entries(head, window)) {
      for (const { change } of entries) if (change.type === 'statement') told.push(change);
    }
  }
  return told;
}
