/**
 * Writes the catalogue to translate in docs/messages.md, between its fences. With `--check` nothing is written, and the
 * exit code is 1 when the page is not what would be written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SENTENCES } from '../server/http/sentences.js';

const FILE = fileURLToPath(new URL('../docs/messages.md', import.meta.url));
const TEMPLATE = /^```json\n\{\n {2}"created"[\s\S]*?^```$/m;

async function main(check: boolean): Promise<void> {
  const present = await readFile(FILE, 'utf8');
  if (!TEMPLATE.test(present)) throw new Error('docs/messages.md has no template');
  const template = `\`\`\`json\n${JSON.stringify(SENTENCES.en, undefined, 2)}\n\`\`\``;
  const wanted = present.replace(TEMPLATE, () => template);
  if (present === wanted) return;
  if (check) {
    process.stderr.write('docs/messages.md is stale: run scripts/generate_message_docs.ts\n');
    process.exitCode = 1;
    return;
  }
  await writeFile(FILE, wanted);
}

await main(process.argv.includes('--check'));
