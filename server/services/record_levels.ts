import { CASE_KIND } from '../../common/constants.js';
import type { Levels } from '../access/levels.js';
import { HIGHEST_LEVEL } from '../access/levels.js';
import type { Subject } from '../domain/activity.js';
import type { Json, JsonObject } from '../domain/json.js';

/** TLP and PAP of a record that has none (C2, C9.1). */
export const DEFAULT_LEVEL = 2;

/**
 * TLP and PAP of a record in this state, 0 to 4. One without them counts as 2, except a case: the Cases API knows
 * no levels, so only a host that records them restricts one. What is no level counts as the highest.
 */
export function levelsOf({ kind }: Pick<Subject, 'kind'>, state: JsonObject): Levels {
  const absent = kind === CASE_KIND ? 0 : DEFAULT_LEVEL;
  return { tlp: levelOf(state['tlp'], absent), pap: levelOf(state['pap'], absent) };
}

function levelOf(value: Json | undefined, absent: number): number {
  if (value === undefined || value === null) return absent;
  const level = typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value;
  return typeof level === 'number' ? Math.min(Math.max(Math.ceil(level), 0), HIGHEST_LEVEL) : HIGHEST_LEVEL;
}
