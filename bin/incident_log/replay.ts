import { stat } from 'node:fs/promises';
import { Presets, SingleBar } from 'cli-progress';
import { loadConfig } from '../config_file.js';
import { CommandFailure, complain, EXIT } from '../exit.js';
import { recordEach } from '../recording/record_each.js';
import { checkTarget } from '../recording/record_target.js';
import { FileFault } from './file_fault.js';
import { openIncidentLog } from './incident_log.js';
import { Tally } from './tally.js';
import { recordIncident } from './record_incident.js';
import type { StopSignal } from '../stop_signal.js';
import { exitCodeOf, listenForStop } from '../stop_signal.js';

interface ReplayOptions {
  readonly config?: string;
  readonly space: string;
  readonly owner: string;
  readonly parallel: number;
  readonly encoding?: string;
}

/** What a replay has done so far. */
interface Progress {
  readonly tally: Tally;
  incidents: number;
  activities: number;
  recorded: number;
}

/**
 * Records an incident log through the in-process API. Running it again changes nothing.
 * @throws CommandFailure when the file is not what it should be, cannot be read, or has no row that was recorded
 */
export async function replay(file: string, options: ReplayOptions): Promise<void> {
  const progress: Progress = { tally: new Tally(), incidents: 0, activities: 0, recorded: 0 };
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {incidents} incidents', stream: process.stderr },
    Presets.legacy,
  );
  const onBytes = (bytes: number): void => {
    bar.update(bytes, { incidents: progress.incidents });
  };
  const stop = listenForStop();
  try {
    const log = await openIncidentLog(file, progress.tally, { encoding: options.encoding, onBytes });
    const loaded = await loadConfig(options.config);
    checkTarget(loaded, options);
    bar.start((await stat(file)).size, 0, { incidents: 0 });
    await recordEach(log, {
      ...{ loaded, stop, parallel: options.parallel },
      record: async (activity, incident) => {
        const outcome = await recordIncident(activity, incident, options, progress.tally);
        progress.incidents += 1;
        progress.recorded += outcome.recorded;
        progress.activities += outcome.total;
      },
    });
    if (stop.received() === undefined) bar.update(bar.getTotal(), { incidents: progress.incidents });
  } catch (error) {
    bar.stop();
    if (progress.tally.rows > 0) report(progress);
    if (progress.incidents > 0) complain(`${file}: ${WHAT_REMAINS}`);
    throw error instanceof FileFault ? failureOf(file, error, progress) : error;
  } finally {
    bar.stop();
    stop.release();
  }
  report(progress);
  conclude(file, progress.tally, stop);
}

const WHAT_REMAINS =
  'not all was read. What came before is recorded and stays; the same command, run again, goes on from there.';

function failureOf(file: string, fault: FileFault, { incidents }: Progress): CommandFailure {
  const code = fault.place === 'unreadable' ? EXIT.noInput : EXIT.data;
  const remains = incidents === 0 ? '; nothing was recorded' : '';
  return new CommandFailure(code, `${file}: ${fault.problem}${remains}`, { cause: fault });
}

/** Says how it ended where that is not well. */
function conclude(file: string, tally: Tally, stop: StopSignal): void {
  const signal = stop.received();
  if (signal !== undefined) {
    complain(`${file}: stopped by ${signal}: ${WHAT_REMAINS}`);
    process.exitCode = exitCodeOf(signal);
  } else if (tally.rows === 0) {
    throw new CommandFailure(EXIT.data, `${file}: has a header and no row; nothing was recorded`);
  } else if (tally.refused === tally.rows) {
    throw new CommandFailure(EXIT.data, `${file}: every row was refused; nothing was recorded`);
  }
}

function report({ tally, incidents, activities, recorded }: Progress): void {
  const lines = [
    `incidents   ${String(incidents)}`,
    `rows        ${String(tally.rows)}`,
    `activities  ${String(activities)} (${String(recorded)} of them recorded now)`,
    `refused     ${String(tally.refused)} rows`,
    ...tally.reasons().map((reason) => `            ${reason}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
