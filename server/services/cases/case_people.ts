import type { Activity, Actor } from '../../domain/activity.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import { authorFrom } from '../author.js';

/** Who has to do with a case (K10). */
export interface CasePeople {
  /** By name as it is told, each as in their newest entry. */
  readonly participants: readonly Actor[];
  readonly reporter: Actor;
  /** Ids of profiles, as stored. */
  readonly assignees: readonly string[];
  /** Ids of profiles that were assigned once; ascending, without the assignees, participants and reporter. */
  readonly unassigned: readonly string[];
}

/** Collects who has to do with a case, told all of its entries, oldest first. */
export class PeopleCollector {
  /** By kind and name: what others are told of them is not more. */
  readonly #participants = new Map<string, Actor>();
  readonly #assigned = new Set<string>();
  #first: Actor = { kind: 'anonymous' };

  add({ seq, actor, change }: Pick<Activity, 'seq' | 'actor' | 'change'>): void {
    if (seq === 1) this.#first = actor;
    this.#participants.set(JSON.stringify(nameOf(actor)), actor);
    const assignees =
      change.type === 'created'
        ? change.snapshot['assignees']
        : change.type === 'items' && change.field === 'assignees'
          ? change.items
          : undefined;
    for (const uid of uidsOf(assignees)) this.#assigned.add(uid);
  }

  /** @param state the case's, as it is now */
  people(state: JsonObject): CasePeople {
    const participants = [...this.#participants.values()];
    const reporter = authorFrom(state['created_by']) ?? this.#first;
    const assignees = uidsOf(state['assignees']);
    const others = new Set([
      ...assignees,
      ...[...participants, reporter].flatMap(({ profileUid }) => profileUid ?? []),
    ]);
    const unassigned = [...this.#assigned].filter((uid) => !others.has(uid)).sort();
    return { participants, reporter, assignees, unassigned };
  }
}

/** Names of different kinds may be the same text. */
function nameOf({ kind, username }: Actor): readonly (string | null)[] {
  return kind === 'user' || kind === 'key' ? ['named', username ?? null] : [kind, null];
}

function uidsOf(assignees: Json | readonly Json[] | undefined): readonly string[] {
  if (assignees === undefined || !isJsonArray(assignees)) return [];
  return assignees.flatMap((assignee) => {
    const uid = isJsonObject(assignee) ? assignee['uid'] : assignee;
    return typeof uid === 'string' ? [uid] : [];
  });
}
