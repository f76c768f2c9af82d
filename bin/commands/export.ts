import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { isActivityError } from '../../server/index.js';
import { readStandaloneConfig } from '../../server/config.js';
import { exportFrom, faultsOf, onStore } from '../../server/maintenance.js';
import type { StoreExport } from '../../server/maintenance.js';
import { loadConfig } from '../config_file.js';
import { CommandFailure, EXIT } from '../exit.js';
import type { Output } from '../output.js';
import { openOutput } from '../output.js';
import { repeatedOption } from '../repeated_option.js';
import { exitCodeOf, listenForStop } from '../stop_signal.js';

/** Writes histories to a file. */
export const exportCommand = new Command('export')
  .description('write the history of a space or of one record to a file; the ledger tells of it')
  .requiredOption('--config <file>', 'configuration, YAML or JSON')
  .requiredOption('--space <id>', 'space of the records')
  .option('--kind <kind>', 'with --record: kind of the one record')
  .option('--record <id>', 'with --kind: id of the one record')
  .addOption(new Option('--format <format>', 'what is written').choices(['ndjson', 'csv']).default('ndjson'))
  .option('--out <file>', 'where it is written once it is whole; default: standard output')
  .addOption(repeatedOption('--types <type>', 'only entries of this type'))
  .addOption(repeatedOption('--fields <field>', 'only changes of this field'))
  .addOption(repeatedOption('--actors <username>', 'only what this user did'))
  .addOption(repeatedOption('--actor-kinds <kind>', 'only what such actors did'))
  .addOption(repeatedOption('--kinds <kind>', 'of a space: only records of this kind'))
  .addOption(repeatedOption('--owners <owner>', 'of a space: only records of this owner'))
  .option('--from <instant>', 'not before this instant')
  .option('--to <instant>', 'before this instant')
  .option('--q <words>', 'only entries that have all of these words')
  .option('--start <position>', 'of a space: the first position')
  .option('--after <seq>', 'of a record: only entries behind this one')
  .option('--before <seq>', 'of a record: only entries before this one')
  .option('--locale <tag>', 'language of sentences, such as es')
  .addOption(
    new Option('--formulas <way>', 'of csv: what becomes of texts that spreadsheets would run').choices([
      'escape',
      'raw',
    ]),
  )
  .option('--proofs', 'of ndjson: with what `verify` needs')
  .option('--bom', 'of csv: begin with a byte order mark')
  .action(exportHistory);

type Given = Readonly<Record<string, string | readonly string[] | true | undefined>>;

interface ExportOptions {
  readonly config: string;
  readonly space: string;
  readonly kind?: string;
  readonly record?: string;
  readonly format: StoreExport['format'];
  readonly out?: string;
}

/**
 * Exports as the operator, from the store of the configuration. Interrupted it leaves no file, ends with 130 or 143,
 * and the ledger tells that the export is broken.
 */
async function exportHistory({
  config: file,
  space,
  kind,
  record,
  format,
  out,
  ...filters
}: ExportOptions): Promise<void> {
  if ((kind === undefined) !== (record === undefined)) {
    throw new CommandFailure(EXIT.usage, '--kind and --record name one record together');
  }
  const loaded = await loadConfig(file);
  const { caseActivity } = readStandaloneConfig(loaded.config, { baseDir: loaded.baseDir, env: process.env });
  const { storage: store, log } = caseActivity;
  const controller = new AbortController();
  const stop = listenForStop(() => {
    controller.abort();
  });
  const one = kind === undefined || record === undefined ? undefined : { kind, id: record };
  const asked = {
    space,
    record: one,
    format,
    query: queryOf(filters),
    actor: operator(),
    signal: controller.signal,
  };
  try {
    await onStore({ store, log }, (opened) =>
      intoOutput(out, (output) => exportFrom(opened, caseActivity, asked, output.write)),
    );
  } catch (error) {
    const signal = stop.received();
    if (signal === undefined) throw failureOf(error);
    process.exitCode = exitCodeOf(signal);
  } finally {
    stop.release();
  }
}

/** Nothing that is not whole stands where the file should be. */
async function intoOutput(out: string | undefined, work: (output: Output) => Promise<void>): Promise<void> {
  const output = await openOutput(out);
  try {
    await work(output);
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.keep();
}

function queryOf(given: Given): StoreExport['query'] {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value === true ? 'true' : value] as const],
    ),
  );
}

function operator(): StoreExport['actor'] {
  try {
    return { kind: 'system', username: userInfo().username };
  } catch {
    // A container may run as a user that has no name.
    return { kind: 'system' };
  }
}

function failureOf(error: unknown): unknown {
  const faults = faultsOf(error).map(({ parameter = '', detail }) => `--${dashed(parameter)} ${detail}`);
  if (faults.length > 0) return new CommandFailure(EXIT.usage, faults.join('\n'), { cause: error });
  for (const code of ['RECORD_NOT_FOUND', 'SPACE_NOT_FOUND', 'LOG_DISABLED'] as const) {
    if (isActivityError(error, code))
      return new CommandFailure(EXIT.noInput, error.message, { cause: error });
  }
  return error;
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
