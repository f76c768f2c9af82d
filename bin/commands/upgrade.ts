import { Command } from 'commander';
import { upgradeStore } from '../../server/maintenance.js';
import { progressBar } from '../progress_bar.js';

/** Brings a store of an earlier release to the format of this one. */
export const upgradeCommand = new Command('upgrade')
  .description(
    'bring a store of an earlier release to the format of this one; interrupted, it goes on when run again',
  )
  .requiredOption('--store <store>', 'embedded:PATH or mongodb://HOST:PORT/DATABASE[?collectionPrefix=P]')
  .option('--no-log', 'keep no log across records, like a host with log: false')
  .action(upgrade);

/** Upgrades a store; ends with 1 when records could not be upgraded. Running it again goes on. */
async function upgrade({ store, log }: { readonly store: string; readonly log: boolean }): Promise<void> {
  const bar = progressBar('upgrading');
  const { records, adopted, failed, failures } = await upgradeStore({
    store,
    log,
    onProgress: bar.show,
  }).finally(bar.stop);
  const lines = failures.map(
    ({ subject: { space, kind, id }, problem }) => `  ${space}/${kind}/${id} ${problem}`,
  );
  const counts = `records      ${String(records)}, ${String(adopted)} of them sealed now`;
  const outcome = failed === 0 ? 'upgraded' : `failed       ${String(failed)} records`;
  if (failed > failures.length) lines.push(`  and ${String(failed - failures.length)} more`);
  process.stdout.write(`${[counts, outcome, ...lines].join('\n')}\n`);
  if (failed > 0) process.exitCode = 1;
}
