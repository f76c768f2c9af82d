import { Command } from 'commander';
import { makeSigningKey, originFault } from '../../server/config.js';
import { CommandFailure, EXIT } from '../exit.js';

/** Makes a key to sign histories with. */
export const keygenCommand = new Command('keygen')
  .description('make a signing key: its PEM for the configuration, its vkey for whoever verifies')
  .requiredOption('--origin <origin>', 'the name under which is signed, such as a host name')
  .action(keygen);

/** Prints the private key as PEM, and behind it, as a comment, the public one that verifiers pin. */
function keygen({ origin }: { readonly origin: string }): void {
  const sentence = originFault(origin);
  if (sentence !== undefined) throw new CommandFailure(EXIT.usage, `--origin ${sentence}`);
  const { pem, vkey } = makeSigningKey(origin);
  process.stdout.write(`${pem}${vkey}\n`);
}
