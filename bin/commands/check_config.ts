import { Command } from 'commander';
import { LOCALES } from '../../common/locales.js';
import { configWarnings, readStandaloneConfig } from '../../server/config.js';
import { loadConfig } from '../config_file.js';

/** Says what is wrong with a configuration. */
export const checkConfigCommand = new Command('check-config')
  .description('say everything that is wrong with a configuration, and what it would serve')
  .argument('<file>', 'configuration, YAML or JSON')
  .action(checkConfig);

/**
 * Prints what a configuration would serve and what in it cannot be meant; opens and makes nothing.
 * @throws CONFIGURATION_INVALID with every fault
 */
async function checkConfig(file: string): Promise<void> {
  const { config, baseDir } = await loadConfig(file);
  const { server, caseActivity } = readStandaloneConfig(config, { baseDir, env: process.env });
  const { storage, owners, spaces, security, casebender } = caseActivity;
  const languages = new Set<string>([...LOCALES, ...(casebender.messages?.keys() ?? [])]);
  const where = storage.kind === 'embedded' ? storage.path : `database ${storage.database}`;
  const counted = (['users', 'apiKeys', 'jwt', 'roles'] as const).map(
    (list) => `${String(security[list].length)} ${list}`,
  );
  const lines = [
    `address   http://${server.host}:${String(server.port)}${server.basePath}`,
    `storage   ${storage.kind}, ${where}`,
    `owners    ${owners.map(({ id }) => id).join(', ')}`,
    `spaces    ${spaces.map(({ id }) => id).join(', ')}`,
    `languages ${[...languages].join(', ')}`,
    `security  ${security.enabled ? counted.join(', ') : 'off: every caller may do everything'}`,
    ...configWarnings(caseActivity, false).map(
      ({ path, message }) => `warning   caseActivity.${path}: ${message}`,
    ),
    'The configuration is valid.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
