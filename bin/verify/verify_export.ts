import { readFile, stat } from 'node:fs/promises';
import type { Trust } from '../../server/maintenance.js';
import { MAX_LINE_CHARACTERS, parseCheckpoint, verifyExport } from '../../server/maintenance.js';
import { CommandFailure, EXIT } from '../exit.js';
import { FileFault } from '../incident_log/file_fault.js';
import { fileText } from '../incident_log/file_text.js';
import { linesOf } from '../incident_log/lines.js';
import { progressBar } from '../progress_bar.js';
import { whyUnreadable } from '../why_unreadable.js';
import { exportText } from './export_text.js';
import { pinnedKey } from './pinned_key.js';

/** What an export is verified with. */
export interface ExportOptions {
  readonly key: readonly string[];
  /** A file. */
  readonly checkpoint?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Verifies an export with proofs, also a gzipped one, by the pinned keys alone, and prints what has come of it; ends
 * with 1 when something is wrong.
 * @throws CommandFailure when a key is none, or a file cannot be read
 */
export async function verifyExportFile(
  file: string,
  { key, checkpoint, json }: ExportOptions,
): Promise<void> {
  const trust: Trust = {
    keys: key.map(pinnedKey),
    checkpoint: checkpoint === undefined ? undefined : await keptCheckpoint(checkpoint),
  };
  const report = await verifyExport(linesOfFile(file, await sizeOf(file)), trust);
  process.stdout.write(json === true ? `${JSON.stringify(report, null, 2)}\n` : exportText(report));
  if (!report.valid) process.exitCode = 1;
}

async function keptCheckpoint(file: string): Promise<Trust['checkpoint']> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new CommandFailure(EXIT.data, `${file}: is no signed checkpoint`);
  return checkpoint;
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return size;
}

function unreadable(file: string, error: unknown): CommandFailure {
  return new CommandFailure(EXIT.noInput, `${file}: ${whyUnreadable(error)}`, { cause: error });
}

/** Where the bytes are no text, or the packed file is damaged, the file ends with a line that cannot be read. */
async function* linesOfFile(file: string, total: number): AsyncGenerator<string | undefined> {
  const bar = progressBar('verifying', 'bytes');
  const onBytes = (done: number): void => {
    bar.show({ done, total });
  };
  try {
    for await (const { text, tooLong } of linesOf(fileText(file, { onBytes }), MAX_LINE_CHARACTERS)) {
      yield tooLong ? undefined : text;
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (error.place === 'unreadable') {
      throw new CommandFailure(EXIT.noInput, `${file}: ${error.problem}`, { cause: error });
    }
    yield undefined;
  } finally {
    bar.stop();
  }
}
