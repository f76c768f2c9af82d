/**
 * Writes docs/configuration.md from the schema. With `--check` nothing is written, and the exit code is 1
 * when the file is not what would be written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { standaloneSchema } from '../server/config.js';
import type { Described, SettingRow } from './describe_settings.js';
import { settingsOf } from './describe_settings.js';

const FILE = fileURLToPath(new URL('../docs/configuration.md', import.meta.url));

const INTRODUCTION = `# Configuration

Generated from the schema by \`scripts/generate_configuration_docs.ts\`; do not edit.

A host hands its whole configuration to \`mountPlugin\`; the plugin reads the part under \`caseActivity\`. The
standalone host reads a YAML file with that part and one for itself, \`server\`. Settings are merged with their
defaults key by key. An unknown key is refused, and so is a value of the wrong type: texts are not converted.
All faults are reported at once, each with its path.

A secret may be given as \`{ env: NAME }\` or \`{ file: PATH }\` instead of the text itself; one trailing line break
is dropped. Relative paths start from the folder of the configuration file, without a file from the working
directory.
`;

async function main(check: boolean): Promise<void> {
  const wanted = await format(documentation(), { ...(await resolveConfig(FILE)), filepath: FILE });
  const present = await readFile(FILE, 'utf8').catch(() => '');
  if (present === wanted) return;
  if (check) {
    process.stderr.write('docs/configuration.md is stale: run scripts/generate_configuration_docs.ts\n');
    process.exitCode = 1;
    return;
  }
  await writeFile(FILE, wanted);
}

function documentation(): string {
  // Joi types what it describes more loosely than it is.
  const described = standaloneSchema({ baseDir: '.', env: {} }).describe() as Described;
  const { server = {}, caseActivity = {} } = described.keys ?? {};
  const sections = Object.entries(caseActivity.keys ?? {}).map(
    ([name, part]) => [`caseActivity.${name}`, part] as const,
  );
  return [
    INTRODUCTION,
    section('server', server),
    ...sections.map(([name, part]) => section(name, part)),
  ].join('\n');
}

function section(name: string, part: Described): string {
  const [item] = part.items ?? [];
  const standard = part.metas?.find((meta) => meta.default !== undefined)?.default;
  const text = [part.flags?.description, item && 'A list.', standard && `Default: ${standard}.`];
  const rows = rowsOf(name, part).map(({ key, type, standard: value, description }) =>
    [key, type, value, description].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  );
  return [
    `## \`${name}\`\n`,
    `${text.filter((sentence) => sentence !== undefined).join(' ')}\n`,
    '| key | type | default | description |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** The settings below a key; of one that has none below it, itself. */
function rowsOf(name: string, part: Described): readonly SettingRow[] {
  if (part.keys === undefined && part.items === undefined) {
    return settingsOf({ keys: { [name.slice(name.lastIndexOf('.') + 1)]: part } });
  }
  return settingsOf(part.items?.[0] ?? part);
}

await main(process.argv.includes('--check'));
