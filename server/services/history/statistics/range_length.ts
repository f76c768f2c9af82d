import { ActivityError } from '../../../domain/errors.js';

const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

/** The end of a range, or the latest that it may have (N9). */
export function latestEnd({ from, to }: { readonly from: Date; readonly to: Date }): Date {
  return new Date(Math.min(to.getTime(), from.getTime() + MAX_DAYS * DAY_MS));
}

/** @param fits the latest end that would do */
export function tooLong(fits: Date): ActivityError {
  const message = `The range is longer than ${String(MAX_DAYS)} days.`;
  return new ActivityError('RANGE_TOO_LARGE', message, { details: { fits } });
}
