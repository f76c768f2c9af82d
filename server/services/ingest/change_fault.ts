import { ActivityError, isActivityError } from '../../domain/errors.js';
import type { JsonPath } from '../../domain/json_path.js';
import type { IngestedChange } from './ingested_change.js';

/** Where the request is at fault whose change was refused; `undefined`: in no change in particular. */
export function faultPlace(error: unknown): JsonPath | undefined {
  const place = isActivityError(error) ? error.details['faultPlace'] : undefined;
  // Only the functions below give errors such a detail.
  return place as JsonPath | undefined;
}

/** What `work` answers; what it is refused with tells the place. */
export function atChange<T>(change: Pick<IngestedChange, 'place' | 'before'>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw placed(error, change);
  }
}

/** The same of what takes its time. */
export async function soonAtChange<T>(
  change: Pick<IngestedChange, 'place' | 'before'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw placed(error, change);
  }
}

function placed(error: unknown, { place, before = {} }: Pick<IngestedChange, 'place' | 'before'>): unknown {
  if (!isActivityError(error)) return error;
  const { code, message, cause, details } = error;
  const { path, field } = details;
  const within = path === 'owner' || path === 'at' ? [path] : [];
  const of =
    typeof field !== 'string' ? within : Object.hasOwn(before, field) ? ['before', field] : ['before'];
  return new ActivityError(code, message, { cause, details: { ...details, faultPlace: [...place, ...of] } });
}
