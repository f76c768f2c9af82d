import { Command } from 'commander';
import type { CopyReport, StoreCounts } from '../../server/index.js';
import { copyStore } from '../../server/maintenance.js';
import { positiveInteger } from '../positive_integer.js';
import { progressBar } from '../progress_bar.js';

/** Copies a store into another and compares both. */
export const copyCommand = new Command('copy')
  .description('copy a whole store into another and compare both; interrupted, it goes on when run again')
  .requiredOption('--from <store>', 'embedded:PATH or mongodb://HOST:PORT/DATABASE[?collectionPrefix=P]')
  .requiredOption('--to <store>', 'likewise; holds nothing that the source does not have')
  .option('--parallel <n>', 'records that are copied at the same time', positiveInteger, 32)
  .option('--no-log', 'the target keeps no log across records, like a host with log: false')
  .action(copy);

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly parallel: number;
  readonly log: boolean;
}

/** Copies a store and compares both; ends with 1 when they are not the same. Running it again goes on. */
async function copy({ from, to, parallel, log }: CopyOptions): Promise<void> {
  const bar = progressBar('counting');
  const report = await copyStore({ from, to, parallel, log, onProgress: bar.show }).finally(bar.stop);
  process.stdout.write(summary(report));
  if (report.differing > 0) process.exitCode = 1;
}

function summary({ copied, source, target, differing, ...found }: CopyReport): string {
  const { differences, differingLogs, differingValues } = found;
  const row = (name: keyof StoreCounts): string =>
    `${name.padEnd(12)} ${String(source[name])} in the source, ${String(target[name])} in the target`;
  const listed = differences.length + differingLogs.length + differingValues.length;
  return [
    `${row('records')} (${String(copied)} of them copied now)`,
    row('activities'),
    row('attachments'),
    row('positions'),
    differing === 0 ? 'identical' : `different    ${String(differing)} records, logs or values`,
    ...differingLogs.map(({ space, problem }) => `  the log of ${space} ${problem}`),
    ...differingValues.map(({ name, problem }) => `  the value ${name} ${problem}`),
    ...differences.map(({ subject: { space, kind, id }, problem }) => `  ${space}/${kind}/${id} ${problem}`),
    ...(differing > listed ? [`  and ${String(differing - listed)} more`] : []),
    '',
  ].join('\n');
}
