import { resolve } from 'node:path';
import { CommandFailure, complain, EXIT } from '../exit.js';
import { openOutput } from '../output.js';
import type { StopSignal } from '../stop_signal.js';
import { exitCodeOf, listenForStop } from '../stop_signal.js';
import { importFiles } from './import_files.js';
import { ImportReport } from './import_report.js';
import { loadMap } from './load_map.js';

/** What the command was given. */
interface ImportOptions {
  readonly map: string;
  readonly config?: string;
  readonly space: string;
  /** Default: that of the map. */
  readonly owner?: string;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly encoding?: string;
  readonly parallel: number;
}

const GOES_ON = 'what was recorded stays; the same command, run again, goes on from there';

/**
 * Records the rows of CSV files through the in-process API. Running it again changes nothing. Ends with 1 when the
 * history of a record is not what the files say.
 * @throws CommandFailure when a file is not what the map says, cannot be read, or has no row that can be recorded
 */
export async function importCsv(files: readonly string[], options: ImportOptions): Promise<void> {
  refuseRepeated(files);
  const map = await loadMap(options.map);
  const { space, owner = map.owner, dryRun = false } = options;
  const about = { format: 'csv', map: options.map, files, space, owner, dryRun };
  const output = options.report === undefined ? undefined : await openOutput(options.report);
  const write = async (text: string): Promise<void> => {
    await output?.write(text);
    await output?.keep();
  };
  const report = new ImportReport();
  const stop = listenForStop();
  try {
    await importFiles(files, { ...options, ...{ owner, dryRun, map, report, stop } });
    await write(report.asJson(about, stop.received() === undefined ? 'complete' : 'interrupted'));
  } catch (error) {
    await write(report.asJson(about, 'failed', error instanceof Error ? error.message : String(error)));
    if (report.records > 0 && !dryRun) complain(GOES_ON);
    throw error;
  } finally {
    stop.release();
    if (report.rows > 0) process.stdout.write(report.asText(dryRun ? 'to be recorded' : 'recorded now'));
    report.warningLines().forEach(complain);
  }
  conclude(report, stop);
}

/** @throws CommandFailure when a file is named twice: each of its rows would be there twice */
function refuseRepeated(files: readonly string[]): void {
  const paths = files.map((file) => resolve(file));
  const twice = files.find((_file, i) => paths.indexOf(paths[i] ?? '') < i);
  if (twice !== undefined) throw new CommandFailure(EXIT.usage, `${twice} is given twice`);
}

/** Says how it ended where that is not well. */
function conclude(report: ImportReport, stop: StopSignal): void {
  const signal = stop.received();
  if (signal !== undefined) {
    complain(`stopped by ${signal}: ${GOES_ON}`);
    process.exitCode = exitCodeOf(signal);
  } else if (report.rows === 0) {
    throw new CommandFailure(EXIT.data, 'the files have a header and no row; nothing was recorded');
  } else if (report.unreadable === report.rows) {
    throw new CommandFailure(EXIT.data, 'no row can be recorded as the map says; nothing was recorded');
  } else if (report.faulty > 0) process.exitCode = 1;
}
