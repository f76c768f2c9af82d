import { CASE_STATUSES } from '../common/constants.js';
import { HIGHEST_LEVEL } from '../server/access/levels.js';
import type { Listing } from '../server/domain/listing.js';
import type { RecordQuery } from '../server/domain/record_list.js';
import type { ActivityStore } from '../server/domain/store.js';
import { countByStatus } from '../server/services/cases/case_find.js';
import { audienceOf, audiencesOf } from '../server/services/lists/audience.js';
import { allEngines, withStore } from './support/engines.js';
import { anAlert, firstWrite } from './support/histories.js';
import { inParallel, median, takeTurns } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting, printTable, times } from './support/report.js';

const OWNERS = ['cases', 'observability', 'securitySolution'];
/** Those that there are. */
const AUDIENCES = OWNERS.map((owner) => audienceOf(owner, { tlp: 2, pap: 2 }));
const WRITERS = 32;

type Question = Pick<RecordQuery, 'audiences' | 'terms' | 'rank'>;

const QUESTIONS: Readonly<Record<string, Question>> = {
  'all I may see, newest first': { audiences: AUDIENCES, terms: [], rank: 'createdAt' },
  'all with every clearance, newest first': {
    audiences: audiencesOf(OWNERS, { tlp: HIGHEST_LEVEL, pap: HIGHEST_LEVEL }),
    terms: [],
    rank: 'createdAt',
  },
  'one owner, open, newest first': {
    audiences: AUDIENCES.slice(0, 1),
    terms: [['status:open']],
    rank: 'createdAt',
  },
  'open or in progress, newest first': {
    audiences: AUDIENCES,
    terms: [['status:open', 'status:in-progress']],
    rank: 'createdAt',
  },
  'open with a rare tag, newest first': {
    audiences: AUDIENCES,
    terms: [['status:open'], ['tag:rare']],
    rank: 'createdAt',
  },
  'open, by last change': { audiences: AUDIENCES, terms: [['status:open']], rank: 'updatedAt' },
};

/** What `GET /api/cases/_find` asks of the store for one owner and one status, and parts of it. */
const FOUND: Readonly<Record<string, (store: ActivityStore, query: RecordQuery) => Promise<unknown>>> = {
  'cases found: one owner, open, newest first, with counters': (store, query) =>
    Promise.all([store.records(query), countByStatus(store, { ...query, terms: [] })]),
  'the same without counters': (store, query) => store.records(query),
  'the counters alone': (store, query) => countByStatus(store, { ...query, terms: [] }),
};

const NAMES = [...Object.keys(QUESTIONS), ...Object.keys(FOUND)];

/** First page of 20 and exact total, in a store of few records and one of many. */
export async function lists(args: readonly string[]): Promise<void> {
  const { records, rounds } = readOptions(args, { records: 100_000, rounds: 40 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    for (const engine of engines) {
      await withStore(engine, async (store) => {
        await fill(store, 'few', Math.min(1_000, records));
        await fill(store, 'many', records);
        const contenders = NAMES.flatMap((name) =>
          ['few', 'many'].map((space) => ({ name: `${name}, ${space}`, run: () => ask(store, space, name) })),
        );
        const samples = await takeTurns(contenders, rounds);
        printTable({
          title: `${engine.name}: page of 20 and total of 1,000 and of ${String(records)} records, p50 ms`,
          columns: ['', '1,000', String(records), ''],
          rows: NAMES.map((name) => {
            const [few, many] = ['few', 'many'].map((space) =>
              median(samples.get(`${name}, ${space}`) ?? []),
            );
            return [name, figure(few ?? NaN), figure(many ?? NaN), times((many ?? NaN) / (few ?? NaN))];
          }),
        });
      });
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function ask(store: ActivityStore, space: string, name: string): Promise<void> {
  const page = { space, kind: 'alert', order: 'desc', skip: 0, limit: 20 } as const;
  const found = FOUND[name];
  const question = QUESTIONS[name] ?? QUESTIONS['one owner, open, newest first'];
  if (question === undefined) throw new Error(`Nobody asks: ${name}`);
  const query = { ...page, ...question };
  await (found === undefined ? store.records(query) : found(store, query));
}

async function fill(store: ActivityStore, space: string, records: number): Promise<void> {
  const first = await store.reserveNumbers(records);
  await inParallel(records, WRITERS, async (i) => {
    const write = firstWrite({ ...anAlert(`${space} ${String(i)}`), space }, first + i);
    await store.commit([{ ...write, listing: aListing(i) }]);
  });
}

function aListing(i: number): Listing {
  return {
    audience: AUDIENCES[i % 3] ?? '',
    terms: [
      `status:${CASE_STATUSES[Math.floor(i / 3) % 3] ?? ''}`,
      ...(i % 997 === 0 ? ['tag:rare'] : []),
      `tag:t${String(i % 50)}`,
    ],
    ranks: {
      createdAt: 1_770_000_000_000 + i,
      updatedAt: 1_770_000_000_000 + ((i * 31) % 100_000),
      title: `Alert ${String(i)}`,
    },
  };
}
