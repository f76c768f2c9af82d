import { queryText } from '../../client/query_text.js';
import type { NativeEntry, NativeEntryPage } from '../../common/native.js';
import type { NativeRecordStatistics } from '../../common/native_statistics.js';
import type { DayCount, Figures, ValueSpan } from './figures.js';

/** Asks for something of the record. */
type Ask = <T>(rest: string) => Promise<T>;

/** Of so many days hours are told, where there are not more entries than these. */
const [FEW_DAYS, FEW_ENTRIES] = [3, 200];
/** More changes of the status than these are told as sums alone. */
const MOST_SPANS = 100;
const DAY_MS = 86_400_000;

/** The figures of a record that was created then; days are those of the zone. */
export async function recordFigures(ask: Ask, timeZone: string, createdAt: string): Promise<Figures> {
  const found = await ask<NativeRecordStatistics>(`/statistics${queryText({ timeZone })}`);
  const { byDay: days, byActor: actors, timeIn, timeToAcknowledgeMs, timeToResolveMs } = found;
  const hasHours = found.complete && found.total <= FEW_ENTRIES && daysOf(days) <= FEW_DAYS;
  const [changes, all] = await Promise.all([
    oldest(ask, { types: ['field'], fields: [timeIn.field], limit: MOST_SPANS }),
    hasHours ? oldest(ask, { limit: FEW_ENTRIES }) : undefined,
  ]);
  return {
    ...{
      days,
      isWhole: found.complete,
      actors,
      timeIn: timeIn.values,
      instants: all?.map(({ at }) => Date.parse(at)),
    },
    spans: changes === undefined ? [] : spansOf(changes, Date.parse(createdAt), timeIn.values),
    toAcknowledgeMs: timeToAcknowledgeMs ?? undefined,
    toResolveMs: timeToResolveMs ?? undefined,
  };
}

function daysOf(days: readonly DayCount[]): number {
  const [first, last] = [days[0], days.at(-1)].map((one) => Date.parse(one?.day ?? ''));
  return ((last ?? NaN) - (first ?? NaN)) / DAY_MS + 1;
}

/** The oldest that match; `undefined` when there are more of them. */
async function oldest(ask: Ask, query: object): Promise<readonly NativeEntry[] | undefined> {
  const text = queryText({ ...query, order: 'asc', include: [] });
  const { entries, page } = await ask<NativeEntryPage>(`/entries${text}`);
  return page.next === undefined ? entries : undefined;
}

function spansOf(
  changes: readonly NativeEntry[],
  createdAt: number,
  values: Figures['timeIn'],
): readonly ValueSpan[] {
  const spans: ValueSpan[] = [];
  let from = createdAt;
  for (const { at, change } of changes) {
    const to = Date.parse(at);
    if (to > from) spans.push({ value: change['before'], from, to });
    from = to;
  }
  const last = changes.at(-1);
  const value = last === undefined ? values.find(({ current }) => current)?.value : last.change['after'];
  return value === undefined ? spans : [...spans, { value, from, to: undefined }];
}
