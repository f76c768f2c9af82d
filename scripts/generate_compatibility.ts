/**
 * Writes docs/kibana-compatibility.md from the titles of the tests. With `--check` nothing is written, and the exit
 * code is 1 when the file is not what would be written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Deviation } from './kibana_deviations.js';
import { DEVIATIONS } from './kibana_deviations.js';
import { KIBANA_SECTIONS, sectionsIn } from './kibana_sections.js';
import type { Titled } from './test_titles.js';
import { testsIn } from './test_titles.js';

const FILE = fileURLToPath(new URL('../docs/kibana-compatibility.md', import.meta.url));
const TESTS = fileURLToPath(new URL('../test', import.meta.url));

const INTRODUCTION = `# Compatibility with Kibana's Cases API

Generated from the titles of the tests by \`scripts/generate_compatibility.ts\`; do not edit.

What is served is the Cases API of Kibana 8.19: activity, cases, comments and attachments, configuration. Sections are
those of the contract. Each line is a test; all of those under \`http\` and \`golden\` run on both stores, and so does a
story that the published Python client \`kibana-py\` tells (\`test/interop/kibana_py\`).
`;

async function main(check: boolean): Promise<void> {
  const tests = await testsIn(TESTS);
  const wanted = await format(documentation(tests), { ...(await resolveConfig(FILE)), filepath: FILE });
  const present = await readFile(FILE, 'utf8').catch(() => '');
  if (present === wanted) return;
  if (check) {
    process.stderr.write('docs/kibana-compatibility.md is stale: run scripts/generate_compatibility.ts\n');
    process.exitCode = 1;
    return;
  }
  await writeFile(FILE, wanted);
}

function documentation(tests: readonly Titled[]): string {
  const titles = new Set(tests.map(({ title }) => title));
  const unknown = DEVIATIONS.filter(({ test }) => !titles.has(test));
  if (unknown.length > 0) throw new Error(`No such tests: ${unknown.map(({ test }) => test).join('; ')}`);
  return [
    INTRODUCTION,
    '## Deliberate deviations',
    '| Section | What differs | Why | Shown by |\n| --- | --- | --- | --- |',
    ...DEVIATIONS.map(row),
    ...Object.entries(KIBANA_SECTIONS).flatMap(([section, about]) => sectionText(section, about, tests)),
  ].join('\n');
}

function row({ section, what, why, test }: Deviation): string {
  return `| ${section} | ${what} | ${why} | ${test} |`;
}

function sectionText(section: string, about: string, tests: readonly Titled[]): readonly string[] {
  const named = tests.filter((test) => sectionsIn(test).has(section));
  const suites = new Map<string, Titled[]>();
  for (const test of named) {
    const name = `${plain(test.suites.join(' › '))} (\`${test.file}\`)`;
    suites.set(name, [...(suites.get(name) ?? []), test]);
  }
  return [
    `\n## ${section} ${about}\n`,
    ...(suites.size === 0 ? ['Not covered by a test.'] : []),
    ...[...suites].flatMap(([name, members]) => [
      `\n${name}\n`,
      ...members.map(({ title }) => `- ${escaped(plain(title))}`),
    ]),
  ];
}

/** Without the sections that it names. */
function plain(title: string): string {
  return title.replaceAll(/ \([CKP]\d[^)]*\)/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[<>*_{}[\]]/g, (mark) => `\\${mark}`);
}

await main(process.argv.includes('--check'));
