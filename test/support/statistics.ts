import fc from 'fast-check';
import type { ActivityStore } from '../../server/domain/store.js';
import { BUCKETS } from '../../server/services/history/statistics/bucket_starts.js';
import { Statistics } from '../../server/services/history/statistics/statistics.js';
import type { StatisticsDependencies } from '../../server/services/history/statistics/statistics.js';
import type { Act } from './random_space.js';
import { aCallerOfSome, aFilter } from './random_space.js';
import { guardAndAudit } from './space_histories.js';

/** Figures of the spaces of a store. */
export function spaceStatistics(
  store: ActivityStore,
  over: Partial<StatisticsDependencies> = {},
): Statistics {
  const { gate, guard } = guardAndAudit();
  const settings = { field: 'status', resolved: ['closed'] };
  return new Statistics({ store, gate, guard, settings, clock: () => new Date(0), ...over });
}

/** Times of random spaces are milliseconds apart; these are half a day or so. */
const BEGIN = Date.UTC(2026, 2, 4);
const spread = (at: Date): Date => new Date(BEGIN + (at.getTime() - BEGIN) * 51_234_567);
/** The same at such a time. */
export const later = (act: Act): Act => ({ ...act, at: spread(act.at) });

/** Somebody, and what they ask of such a space. */
export const aSpaceQuestion = fc
  .record({
    access: aCallerOfSome,
    filter: aFilter,
    bucket: fc.constantFrom(...BUCKETS),
    timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Sao_Paulo'),
    days: fc.tuple(fc.integer({ min: -2, max: 6 }), fc.integer({ min: 1, max: 12 })),
  })
  .map(({ access, filter: { types, fields, kinds, owners, actors }, bucket, timeZone, days }) => {
    const from = new Date(BEGIN + days[0] * 86_400_000);
    const range = { from, to: new Date(from.getTime() + days[1] * 86_400_000) };
    const filter = { types, fields, kinds, owners, actors, ...range };
    return { access, question: { filter, bucket, timeZone } };
  });
