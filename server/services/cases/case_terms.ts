import { CASE_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { Actor } from '../../domain/activity.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import { isJsonArray } from '../../domain/json.js';
import type { ActivityStore } from '../../domain/store.js';
import type { PresentHead, RecordGuard } from '../record_guard.js';
import { audiencesAmong } from './case_find.js';
import { reporterOf } from './case_reporter.js';
import { newestFirst } from './case_walk.js';

/** What the values of cases are collected with. */
export interface CaseTermsDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: RecordGuard;
}

/**
 * The tags of the cases that the caller may see, of these owners or of any, each once, ascending by their UTF-16 units.
 * Every case is read, a portion at a time: memory is that of the tags.
 * @throws FORBIDDEN when the caller may read the tags of no owner
 */
export async function tagsOfCases(
  deps: CaseTermsDependencies,
  access: Access,
  owners: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  await eachCase(deps, access, { operation: 'getTags', owners }, ({ state: { tags } }) => {
    if (!isJsonArray(tags)) return;
    for (const tag of tags) if (typeof tag === 'string') found.add(tag);
  });
  return [...found].sort();
}

/**
 * Who has made them, as for tags: by each name the reporter of the newest case, ascending by name; whoever has none
 * comes last.
 * @throws FORBIDDEN when the caller may read the reporters of no owner
 */
export async function reportersOfCases(
  deps: CaseTermsDependencies,
  access: Access,
  owners: readonly string[],
): Promise<readonly Actor[]> {
  const found = new Map<string | undefined, Actor>();
  await eachCase(deps, access, { operation: 'getReporters', owners }, ({ state }) => {
    const { name, actor } = reporterOf(state);
    if (!found.has(name)) found.set(name, actor);
  });
  const names = [...found.keys()].filter((name) => name !== undefined).sort();
  return [...names, undefined].flatMap((name) => found.get(name) ?? []);
}

/** Newest first, some of them twice. It is not each case that is audited, but that those of an owner were looked at. */
async function eachCase(
  { store, gate, guard }: CaseTermsDependencies,
  access: Access,
  wanted: { readonly operation: 'getTags' | 'getReporters'; readonly owners: readonly string[] },
  add: (head: PresentHead) => void,
): Promise<void> {
  const { operation } = wanted;
  const readable = gate.readableOwners(access, operation);
  const owners = readable.filter((owner) => wanted.owners.length === 0 || wanted.owners.includes(owner));
  gate.ensure(
    access,
    operation,
    owners.map((owner) => ({ owner })),
  );
  const turns = new EventLoopTurns();
  const audiences = audiencesAmong(access, owners, []);
  const range = { space: access.space.id, kind: CASE_KIND, audiences, terms: [], created: undefined };
  for await (const { heads } of newestFirst(store, range)) {
    for (const head of guard.visible(access, operation, heads)) {
      await turns.run(() => {
        add(head);
      });
    }
  }
}
