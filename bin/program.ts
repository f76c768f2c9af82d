import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { checkConfigCommand } from './commands/check_config.js';
import { copyCommand } from './commands/copy.js';
import { exportCommand } from './commands/export.js';
import { hashCommand } from './commands/hash.js';
import { importCommand } from './commands/import.js';
import { keygenCommand } from './commands/keygen.js';
import { replayCommand } from './commands/replay.js';
import { serveCommand } from './commands/serve.js';
import { upgradeCommand } from './commands/upgrade.js';
import { verifyCommand } from './commands/verify.js';
import { failWith } from './exit.js';

// The manifest stands beside this folder in the sources and in the built package alike.
const manifest = JSON.parse(readFileSync(new URL('../plugin.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
const program = new Command('case-activity')
  .description('The activity history of cases and alerts, served over HTTP')
  .version(manifest.version)
  .addCommand(serveCommand, { isDefault: true })
  .addCommand(importCommand)
  .addCommand(replayCommand)
  .addCommand(copyCommand)
  .addCommand(upgradeCommand)
  .addCommand(exportCommand)
  .addCommand(verifyCommand)
  .addCommand(hashCommand)
  .addCommand(keygenCommand)
  .addCommand(checkConfigCommand);

/** Runs the command that the arguments name, by default `serve`. A failure ends the process with its exit code. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  await program.parseAsync(argv).catch(failWith);
}
