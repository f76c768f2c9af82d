import { Command, Option } from 'commander';
import { CommandFailure, EXIT } from '../exit.js';
import { verifyExportFile } from '../verify/verify_export.js';

/** Verifies what was recorded. */
export const verifyCommand = new Command('verify')
  .description('verify an export with proofs by a key that is pinned: no store, no network')
  .argument('<export>', 'export with proofs, NDJSON, also gzipped')
  .addOption(
    new Option(
      '--key <vkey>',
      'key that is trusted, of the origin or of the space; may be repeated',
    ).argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]),
  )
  .option('--checkpoint <file>', "a checkpoint that was kept elsewhere, in the place of the export's own")
  .option('--json', 'print a JSON document')
  // 1 says that something is wrong with what was verified.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT.usage))
  .action(verify);

interface VerifyOptions {
  readonly key?: readonly string[];
  readonly checkpoint?: string;
  readonly json?: boolean;
}

/** Ends with 1 when something is wrong with what is verified. */
async function verify(file: string, { key = [], checkpoint, json }: VerifyOptions): Promise<void> {
  if (key.length === 0) throw new CommandFailure(EXIT.usage, '--key is missing: pin a vkey to trust');
  await verifyExportFile(file, { key, checkpoint, json });
}
