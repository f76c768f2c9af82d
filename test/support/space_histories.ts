import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import type { Access } from '../../server/access/access.js';
import { Gate } from '../../server/access/gate.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { LogPageInput } from '../../server/services/history/log_page.js';
import type { ScanLimits } from '../../server/services/history/scan_budget.js';
import { SpaceHistories } from '../../server/services/history/space_histories.js';
import type { SpaceEntry, SpacePage, SpacePageInput } from '../../server/services/history/space_page.js';
import { HistoryGuard } from '../../server/services/history_guard.js';
import { anAccess, aSpace, KeptAudit } from './access.js';
import type { CommonOptions } from './open_store.js';
import { openStore } from './open_store.js';

/** What is done with an embedded store in a folder of its own; `path` is for further handles. */
export async function onOwnStore<T>(
  work: (store: ActivityStore, path: string) => Promise<T>,
  options?: CommonOptions,
): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  const store = await openStore({ kind: 'embedded', path }, options);
  try {
    return await work(store, path);
  } finally {
    await store.close();
    await rm(path, { recursive: true, force: true });
  }
}

/** What decides who sees what, and what is audited. */
export function guardAndAudit(): {
  readonly gate: Gate;
  readonly guard: HistoryGuard;
  readonly audit: KeptAudit;
} {
  const kept = new KeptAudit();
  const audit = new AuditLog(kept, () => new Date(0));
  const gate = new Gate({ owners: [], roles: [], spaces: { get: () => Promise.resolve(undefined) }, audit });
  return { gate, guard: new HistoryGuard(gate), audit: kept };
}

/** Histories of the spaces of a store, and what is audited. */
export function spaceHistories(
  store: ActivityStore,
  limits?: ScanLimits,
): { readonly histories: SpaceHistories; readonly audit: KeptAudit } {
  const { gate, guard, audit } = guardAndAudit();
  return { histories: new SpaceHistories({ store, gate, guard, limits }), audit };
}

/** Somebody who may read the records of these owners in the default space. */
export function aReader(owners: readonly string[], over: Partial<Access> = {}): Access {
  const access = anAccess(Object.fromEntries(owners.map((owner) => [owner, ['read'] as const])));
  return { ...access, space: aSpace({ id: 'default' }), ...over };
}

/** What happens after each page of a walk. */
export type Between<P> = (page: P) => unknown;

/** All entries by time, from page to page. */
export async function walkByTime(
  histories: SpaceHistories,
  access: Access,
  input: SpacePageInput,
  between: Between<SpacePage> = () => undefined,
): Promise<readonly SpaceEntry[]> {
  const entries: SpaceEntry[] = [];
  let { after } = input;
  do {
    const page = await histories.byTime(access, { ...input, after });
    entries.push(...page.entries);
    await between(page);
    after = page.next;
  } while (after !== undefined);
  return entries;
}

/** All entries by position up to the end as it is when it is reached, from page to page. */
export async function walkLog(
  histories: SpaceHistories,
  access: Access,
  input: LogPageInput,
  between: Between<unknown> = () => undefined,
): Promise<readonly SpaceEntry[]> {
  const entries: SpaceEntry[] = [];
  for (let { start } = input; ;) {
    const page = await histories.log(access, { ...input, start });
    entries.push(...page.entries);
    if (page.end >= page.size) return entries;
    await between(page);
    start = page.end;
  }
}
