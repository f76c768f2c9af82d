import type { Activity } from '../../server/domain/activity.js';
import type { Json } from '../../server/domain/json.js';
import type { LifecycleTimes } from '../../server/services/history/statistics/lifecycle.js';

function touches({ change }: Activity, field: string): boolean {
  if (change.type === 'created' || change.type === 'deleted') return true;
  return change.type === 'field' && change.field === field && change.key === undefined;
}

/** What a field was before the first of the entries: not every history begins with the record. */
function valueBefore(entries: readonly Activity[], field: string): Json {
  const change = entries.find((entry) => touches(entry, field))?.change;
  return change?.type === 'field' ? change.before : null;
}

/** What a field was after each of the entries of a history; `undefined` after its deletion, `null` where it had no value. */
export function valuesAfter(entries: readonly Activity[], field: string): readonly (Json | undefined)[] {
  let value: Json | undefined = valueBefore(entries, field);
  return entries.map((entry) => {
    const { change } = entry;
    if (!touches(entry, field)) return value;
    if (change.type === 'created') value = change.snapshot[field] ?? null;
    else value = change.type === 'field' ? change.after : undefined;
    return value;
  });
}

/** How many milliseconds the field had which value, looked at in each millisecond. */
export function naiveTimes(
  entries: readonly Activity[],
  field: string,
  end: Date,
): ReadonlyMap<Json, number> {
  const after = valuesAfter(entries, field);
  const times = new Map<Json, number>();
  const [begin = end] = entries.map(({ at }) => at);
  for (let ms = begin.getTime(); ms < end.getTime(); ms += 1) {
    const value = after[entries.findLastIndex(({ at }) => at.getTime() <= ms)];
    if (value !== undefined && value !== null) times.set(value, (times.get(value) ?? 0) + 1);
  }
  return times;
}

/** How often the field came to which value. */
export function naiveVisits(entries: readonly Activity[], field: string): ReadonlyMap<Json, number> {
  const visits = new Map<Json, number>();
  let before: Json | undefined = null;
  for (const value of [valueBefore(entries, field), ...valuesAfter(entries, field)]) {
    if (value !== before && value !== undefined && value !== null) {
      visits.set(value, (visits.get(value) ?? 0) + 1);
    }
    before = value;
  }
  return visits;
}

/** Times to acknowledge and to resolve, and how often a record came back. */
export function naiveLifecycle(
  entries: readonly Activity[],
  field: string,
  resolved: readonly Json[],
): LifecycleTimes {
  const begin = entries[0]?.at.getTime() ?? 0;
  const after = valuesAfter(entries, field).map((value, i) => ({ value, at: entries[i]?.at.getTime() ?? 0 }));
  const known = [{ value: valueBefore(entries, field), at: begin }, ...after].flatMap(({ value, at }) =>
    value === undefined ? [] : [{ value, passed: at - begin }],
  );
  const first = known.findIndex(({ value }) => value !== null);
  const left = first === -1 ? [] : known.slice(first).filter(({ value }) => value !== known[first]?.value);
  const isResolved = known.map(({ value }) => resolved.includes(value));
  return {
    acknowledgedMs: left[0]?.passed,
    resolvedMs: known[isResolved.indexOf(true)]?.passed,
    reopened: isResolved.filter((is, i) => i > 0 && !is && isResolved[i - 1] === true).length,
  };
}

/** The date of an instant in a time zone, `YYYY-MM-DD`. */
export function localDate(instant: Date, timeZone: string): string {
  // The Swedish way to write a date is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}

/** The first date of the bucket that a date lies in. */
export function firstDate(date: string, bucket: 'day' | 'week' | 'month'): string {
  if (bucket === 'day') return date;
  if (bucket === 'month') return `${date.slice(0, 8)}01`;
  const day = new Date(date);
  // Sundays are the last of their week.
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() || 7) - 1));
  return day.toISOString().slice(0, 10);
}
