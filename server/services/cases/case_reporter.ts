import type { Actor } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import { authorFrom } from '../author.js';

/** The name of whoever acts without a user (K3.2). */
export const SYSTEM_USERNAME = 'elastic/kibana';

/** Who has made a case, and by which name answers know them; without one they have none. */
export interface CaseReporter {
  readonly actor: Actor;
  readonly name: string | undefined;
}

/** The reporter of a case in this state. One that cannot be read is anonymous, as in answers. */
export function reporterOf(state: JsonObject): CaseReporter {
  const actor = authorFrom(state['created_by']) ?? { kind: 'anonymous' };
  switch (actor.kind) {
    case 'anonymous':
      return { actor, name: undefined };
    case 'system':
      return { actor, name: SYSTEM_USERNAME };
    case 'user':
    case 'key':
      return { actor, name: actor.username };
  }
}
