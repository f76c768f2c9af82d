import { performance } from 'node:perf_hooks';
import type { Incident } from '../bin/incident_log/incident_log.js';
import { openIncidentLog } from '../bin/incident_log/incident_log.js';
import { Tally } from '../bin/incident_log/tally.js';
import type { ActivityPlugin } from '../server/index.js';
import { mountPlugin } from '../server/index.js';
import type { Engine, MongoEngine } from './support/engines.js';
import { allEngines } from './support/engines.js';
import { inParallel, millisecondsOf, quantile } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting, printTable, times } from './support/report.js';
import { storedBytes } from './support/storage_size.js';

/** The public log beside the project. */
const DEFAULT_LOG = '../shared/data/uci-servicenow-incident_event_log.csv.gz';

/** Incidents that one engine records before it is the next one's turn. */
const TURN = 200;

/** One engine with the plugin on it, and what was measured. */
interface Runner {
  readonly engine: Engine | MongoEngine;
  readonly activity: ActivityPlugin;
  readonly ms: number[];
  elapsed: number;
  entries: number;
}

/** Replays the beginning of an incident log into every engine, by turns, through the in-process API. */
export async function replay(args: readonly string[]): Promise<void> {
  const { rows, parallel } = readOptions(args, { rows: 20_000, parallel: 64 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    const incidents = await firstIncidents(process.env['INCIDENT_LOG'] ?? DEFAULT_LOG, rows);
    const runners: Runner[] = [];
    for (const engine of engines) {
      // No router is needed: the records are written through the in-process API alone.
      const host = { config: { caseActivity: { storage: engine.storage } } };
      const activity = await mountPlugin({ use: () => undefined }, host);
      runners.push({ engine, activity, ms: [], elapsed: 0, entries: 0 });
    }
    for (let start = 0; start < incidents.length; start += TURN) {
      for (const runner of runners) await record(runner, incidents.slice(start, start + TURN), parallel);
    }
    for (const runner of runners) {
      // What is left to be moved out of the outboxes belongs to the time.
      runner.elapsed += await millisecondsOf(() => runner.activity.stop());
    }
    await print(runners, `${figure(incidents.length)} incidents, ${figure(parallel)} at a time`);
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function firstIncidents(file: string, rows: number): Promise<readonly Incident[]> {
  const incidents: Incident[] = [];
  let steps = 0;
  for await (const incident of await openIncidentLog(file, new Tally())) {
    incidents.push(incident);
    steps += incident.steps.length;
    if (steps >= rows) break;
  }
  return incidents;
}

async function record(runner: Runner, incidents: readonly Incident[], parallel: number): Promise<void> {
  const { activity, ms } = runner;
  runner.elapsed += await millisecondsOf(() =>
    inParallel(incidents.length, parallel, async (i) => {
      const { number, steps } = incidents[i] ?? { number: '', steps: [] };
      const subject = { space: 'default', kind: 'incident', id: number };
      let before: (typeof steps)[number]['state'] | undefined;
      for (const { state: after, actor, at } of steps) {
        const input = { subject, owner: 'cases', actor, before, after, at };
        const start = performance.now();
        const { activities } = await activity.record(input);
        ms.push(performance.now() - start);
        runner.entries += activities.length;
        before = after;
      }
    }),
  );
}

async function print(runners: readonly Runner[], title: string): Promise<void> {
  const [first] = runners;
  const rows: string[][] = [];
  for (const { engine, ms, elapsed, entries } of runners) {
    const seconds = elapsed / 1000;
    rows.push([
      engine.name,
      figure(ms.length),
      figure(entries),
      figure(ms.length / seconds),
      figure(entries / seconds),
      figure(quantile(ms, 0.5)),
      figure(quantile(ms, 0.99)),
      figure((await storedBytes(engine)) / entries),
      first === undefined ? '' : times(first.elapsed / elapsed),
    ]);
  }
  printTable({
    title,
    columns: [
      'store',
      'rows',
      'entries',
      'rows/s',
      'entries/s',
      'p50 ms',
      'p99 ms',
      'bytes per entry',
      'as fast as the first',
    ],
    rows,
  });
}
