import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import { mountPlugin } from '../../server/index.js';
import { readConfig } from '../../server/config.js';
import type { LoadedConfig } from '../config_file.js';
import { loadConfig } from '../config_file.js';
import { CommandFailure, complain, EXIT } from '../exit.js';
import { FileFault } from './file_fault.js';
import type { Incident } from './incident_log.js';
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
 * Incidents that are recorded before the store is opened anew: what a process has read of a memory-mapped
 * store counts as its memory, and this bounds it whatever the length of the log.
 */
const INCIDENTS_PER_OPENING = 1500;

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
    await recordAll(log, { loaded, options, progress, stop });
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

interface Run {
  readonly loaded: LoadedConfig;
  readonly options: ReplayOptions;
  readonly progress: Progress;
  readonly stop: StopSignal;
}

/**
 * Records until the log ends or a signal comes; what has been begun is finished, the store is closed.
 * @throws what the log or the store fails with; what the log had before is recorded first
 */
async function recordAll(
  log: AsyncGenerator<Incident>,
  { loaded, options, progress, stop }: Run,
): Promise<void> {
  const { config, baseDir } = loaded;
  try {
    for (let opened = -1; opened < progress.incidents;) {
      opened = progress.incidents;
      // No router is needed: the records are written through the in-process API alone.
      const activity = await mountPlugin({ use: () => undefined }, { config, baseDir });
      const record = async (incident: Incident): Promise<void> => {
        const outcome = await recordIncident(activity, incident, options, progress.tally);
        progress.incidents += 1;
        progress.recorded += outcome.recorded;
        progress.activities += outcome.total;
      };
      try {
        const some = taken(log, INCIDENTS_PER_OPENING, stop);
        await Readable.from(some.elements).forEach(record, { concurrency: options.parallel });
        some.failIfBroken();
      } finally {
        await activity.stop();
      }
    }
  } finally {
    await log.return(undefined);
  }
}

interface Taken<T> {
  readonly elements: AsyncGenerator<T>;
  /** Throws what the iterator failed with: a stream that fails would drop elements which it still holds. */
  readonly failIfBroken: () => void;
}

/** The next `count` elements, or fewer when a signal comes or the iterator fails; the rest stays with it. */
function taken<T>(iterator: AsyncIterator<T>, count: number, stop: StopSignal): Taken<T> {
  let failure: { readonly error: unknown } | undefined;
  async function* elements(): AsyncGenerator<T> {
    for (let i = 0; i < count && stop.received() === undefined; i += 1) {
      let next: IteratorResult<T>;
      try {
        next = await iterator.next();
      } catch (error) {
        failure = { error };
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  }
  return {
    elements: elements(),
    failIfBroken: () => {
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** @throws CommandFailure when the space or the owner is none of the configuration */
function checkTarget({ config, baseDir }: LoadedConfig, { space, owner }: ReplayOptions): void {
  const { caseActivity } = config as { readonly caseActivity?: unknown };
  const { spaces, owners } = readConfig(caseActivity, { baseDir, env: process.env });
  const wanted = [
    { what: 'space', id: space, known: spaces },
    { what: 'owner', id: owner, known: owners },
  ];
  const missing = wanted.filter(({ id, known }) => !known.some((one) => one.id === id));
  if (missing.length === 0) return;
  const sentences = missing.map(({ what, id, known }) => {
    const ids = known.map((one) => one.id).join(', ');
    return `--${what}: the configuration has no ${what} "${id}"; it has ${ids}`;
  });
  throw new CommandFailure(EXIT.usage, sentences.join('\n'));
}

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
