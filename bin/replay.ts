import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import type { ActivityPlugin } from '../server/index.js';
import { ActivityError, mountPlugin } from '../server/index.js';
import { loadConfig } from './config_file.js';
import type { Incident, Tally } from './incident_log.js';
import { differences, readIncidents, refuse } from './incident_log.js';

/** The kind of the records: both dialects serve it. */
const KIND = 'incident';

interface ReplayOptions {
  readonly config?: string;
  readonly space: string;
  readonly owner: string;
  readonly parallel: number;
}

/**
 * Incidents that are recorded before the store is opened anew: what a process has read of a memory-mapped
 * store counts as its memory, and this bounds it whatever the length of the log.
 */
const INCIDENTS_PER_OPENING = 1500;

/** Records an incident log through the in-process API. Running it again changes nothing. */
export async function replay(file: string, options: ReplayOptions): Promise<void> {
  const { size } = await stat(file);
  const { config, baseDir } = await loadConfig(options.config);
  const tally: Tally = { rows: 0, refused: new Map() };
  const counts = { incidents: 0, recorded: 0, activities: 0 };
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {incidents} incidents', stream: process.stderr },
    Presets.legacy,
  );
  bar.start(size, 0, { incidents: 0 });
  const incidents = readIncidents(file, tally, (bytes) => {
    bar.update(bytes, { incidents: counts.incidents });
  });
  try {
    for (let opened = -1; opened < counts.incidents;) {
      opened = counts.incidents;
      // No router is needed: the records are written through the in-process API alone.
      const activity = await mountPlugin({ use: () => undefined }, { config, baseDir });
      const record = async (incident: Incident): Promise<void> => {
        const outcome = await recordIncident(activity, incident, options, tally);
        counts.incidents += 1;
        counts.recorded += outcome.recorded;
        counts.activities += outcome.total;
      };
      try {
        const some = Readable.from(take(incidents, INCIDENTS_PER_OPENING));
        await some.forEach(record, { concurrency: options.parallel });
      } finally {
        await activity.stop();
      }
    }
    bar.update(size, { incidents: counts.incidents });
  } finally {
    bar.stop();
  }
  process.stdout.write(summary(counts, tally));
}

/** The next `count` elements; the rest stays with the iterator. */
async function* take<T>(iterator: AsyncIterator<T>, count: number): AsyncGenerator<T> {
  for (let i = 0; i < count; i += 1) {
    const next = await iterator.next();
    if (next.done === true) return;
    yield next.value;
  }
}

function summary(
  counts: { incidents: number; recorded: number; activities: number },
  { rows, refused }: Tally,
): string {
  const refusedRows = [...refused.values()].reduce((sum, count) => sum + count, 0);
  return [
    `incidents   ${String(counts.incidents)}`,
    `rows        ${String(rows)}`,
    `activities  ${String(counts.activities)} (${String(counts.recorded)} of them recorded now)`,
    `refused     ${String(refusedRows)} rows`,
    ...[...refused].map(([reason, count]) => `            ${String(count)}: ${reason}`),
    '',
  ].join('\n');
}

/**
 * Records the steps that the history does not have yet. A step is one commit, so the length of a history
 * says how many steps it has: an interrupted replay goes on where it ended.
 */
async function recordIncident(
  activity: ActivityPlugin,
  { number, steps }: Incident,
  { space, owner }: ReplayOptions,
  tally: Tally,
): Promise<{ recorded: number; total: number }> {
  const subject = { space, kind: KIND, id: number };
  let { total } = await activity.find({ subject, limit: 1 });
  let [expected, recorded] = [0, 0];
  let before: Incident['steps'][number]['state'] | undefined;
  for (const [i, { state, actor, at }] of steps.entries()) {
    const entries = before === undefined ? 1 : differences(before, state);
    if (expected >= total) {
      if (expected > total) {
        refuse(tally, 'the history of the incident differs from the log', steps.length - i);
        break;
      }
      try {
        const outcome = await activity.record({ subject, owner, actor, before, after: state, at });
        recorded += outcome.activities.length;
        total = outcome.total;
      } catch (error) {
        if (!(error instanceof ActivityError) || error.code === 'STORE_UNAVAILABLE') throw error;
        refuse(tally, error.message, steps.length - i);
        break;
      }
    }
    expected += entries;
    before = state;
  }
  return { recorded, total };
}
