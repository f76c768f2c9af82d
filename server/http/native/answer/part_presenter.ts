import type { Activity } from '../../../domain/activity.js';
import type { Json } from '../../../domain/json.js';
import { ERASED } from '../../../services/history/state/shown_change.js';

/** Shows parts of one entry by their names: the value, or that it was erased (N2). */
export class ShownParts {
  /** Names of those that were erased, sorted. */
  readonly erased: readonly string[];

  constructor({ seal }: Activity) {
    this.erased = Object.keys(seal?.digests ?? {}).sort();
  }

  /** The part, whatever stands in its place now. */
  show(name: string, value: Json): Json {
    return this.erased.includes(name) ? ERASED : value;
  }

  /** The members of a snapshot; what was erased of it may not even be there any more. */
  snapshot(snapshot: Readonly<Record<string, Json>>): Json {
    const prefix = 'snapshot/';
    const gone = this.erased
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
    // Entries of an object: a member may be called `__proto__`.
    return Object.fromEntries([...Object.entries(snapshot), ...gone.map((name) => [name, ERASED] as const)]);
  }
}
