import { Command } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { repeatedOption } from '../repeated_option.js';
import type { StoreOptions } from '../verify/verify_store.js';
import { verifyExportFile } from '../verify/verify_export.js';
import { verifyStoreAt } from '../verify/verify_store.js';

/** Verifies what was recorded. */
export const verifyCommand = new Command('verify')
  .description('verify a store, or an export with proofs, which needs neither store nor network')
  .argument('[export]', 'export with proofs, NDJSON, also gzipped')
  .addOption(
    repeatedOption(
      '--key <vkey>',
      'key that is trusted, of the origin or of a space; default: the configured',
    ),
  )
  .option(
    '--checkpoint <file>',
    "of an export: one that was kept elsewhere, in the place of the export's own",
  )
  .option('--config <file>', 'verify the store of this configuration, YAML or JSON')
  .option('--store <store>', 'verify embedded:PATH or mongodb://HOST:PORT/DATABASE[?collectionPrefix=P]')
  .option('--no-log', 'of a store: it keeps no log across records, like that of a host with log: false')
  .option('--space <id>', 'of a store: this space alone')
  .option('--record <kind/id>', 'of a space: this record alone')
  .addOption(repeatedOption('--anchor <file>', 'of a store: checkpoints that an anchor has kept'))
  .option('--start <place>', 'of a store: go on where an earlier run has stopped')
  .option('--json', 'print a JSON document')
  // 1 says that something is wrong with what was verified.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.usage))
  .action(verify);

interface VerifyOptions extends Omit<StoreOptions, 'key' | 'anchor'> {
  readonly key?: readonly string[];
  readonly anchor?: readonly string[];
  readonly checkpoint?: string;
}

const OF_STORES = ['config', 'store', 'space', 'record', 'anchor', 'start'] as const;

/** Ends with 1 when something is wrong with what is verified. */
async function verify(file: string | undefined, options: VerifyOptions): Promise<void> {
  const { key = [], anchor = [], checkpoint, json } = options;
  if (file === undefined) {
    if (checkpoint !== undefined) throw new CommandFailure(EXIT.usage, '--checkpoint is for an export');
    await verifyStoreAt({ ...options, key, anchor });
    return;
  }
  const strange = OF_STORES.find((name) => options[name] !== undefined);
  if (strange !== undefined) throw new CommandFailure(EXIT.usage, `--${strange} is for a store`);
  if (key.length === 0) throw new CommandFailure(EXIT.usage, '--key is missing: pin a vkey to trust');
  await verifyExportFile(file, { key, checkpoint, json });
}
