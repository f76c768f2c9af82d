import type { Access } from '../../access/access.js';
import type { Subject } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import { bylineOf } from '../byline.js';
import { erasedStatement, erasureOf } from '../governance/erasure.js';
import type { Ledger } from '../governance/ledger.js';
import { unlinking } from '../links/unlinking.js';
import type { PresentHead } from '../record_guard.js';
import { present } from '../record_guard.js';
import type { Attempt } from '../write_door.js';
import type { CaseUpdatesDependencies } from './case_updates.js';
import { missingCase } from './missing_case.js';

/** What a removal of cases works with. */
export type CaseRemovalDependencies = Pick<CaseUpdatesDependencies, 'store' | 'door' | 'guard' | 'clock'> & {
  readonly ledger: Pick<Ledger, 'write'>;
};

/** Links of alerts that are gone, or the end. */
type Round = readonly string[] | 'removed';

/**
 * Removes cases with their attachments and all of their activity, all or none, unlinks their alerts and has the ledger
 * tell of it (N11.1), in the same commit. More alerts than one commit takes are unlinked by several, of which the last
 * one removes the cases.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
 * @throws HISTORY_FULL when one of the alerts has no room for another entry
 */
export async function removeCases(
  deps: CaseRemovalDependencies,
  access: Access,
  subjects: readonly Subject[],
): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    const round = await deps.door.write(access, () => attempt(deps, access, subjects, done));
    if (round === 'removed') return;
    for (const link of round) done.add(link);
  }
}

async function attempt(
  { store, guard, clock, ledger }: CaseRemovalDependencies,
  access: Access,
  subjects: readonly Subject[],
  done: ReadonlySet<string>,
): Promise<Attempt<Round>> {
  const found = await store.heads(subjects);
  const existing = subjects.map(({ id }, i) => existingCase(found[i], id));
  const heads = guard.admitAll(access, ['deleteCase'], existing);
  const by = bylineOf(access, clock());
  const unlinked = await unlinking(store, heads, done, by);
  if (!unlinked.complete) return { writes: unlinked.writes, result: unlinked.done };
  const told = await ledger.write(
    access.space.id,
    heads.map((head) => erasedStatement(head, by.actor)),
    by.actor,
  );
  return { writes: [...unlinked.writes, ...heads.map(erasureOf), told], result: 'removed' };
}

/** @throws RECORD_NOT_FOUND */
function existingCase(head: RecordHead | undefined, id: string): PresentHead {
  const found = present(head);
  if (found === undefined) throw missingCase(id);
  return found;
}
