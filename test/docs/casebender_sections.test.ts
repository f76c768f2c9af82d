import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';

const TESTS = join(import.meta.dirname, '..');

/** The sections of the contract of the CaseBender dialect that say how it behaves. */
const SECTIONS = [
  ...['C1', 'C2.1', 'C2.2', 'C2.3', 'C2.4', 'C2.5', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8'],
  ...['C9.1', 'C9.2', 'C9.3', 'C9.4', 'C9.5', 'C9.6', 'C9.7', 'C9.8', 'C10.1', 'C10.2'],
  ...['C11.1', 'C11.2', 'C11.3', 'C11.4', 'C11.5', 'C12', 'C13', 'C14', 'C15'],
];

const TITLE = /\b(?:describe|it|atEveryMount)\(\s*(['"`])(.*?)\1,/g;

/** The titles of all suites and tests. */
async function titles(): Promise<string> {
  const names = await readdir(TESTS, { recursive: true });
  const files = names.filter((name) => name.endsWith('.test.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(TESTS, name), 'utf8')));
  return texts
    .flatMap((text) => [...text.matchAll(TITLE)])
    .map(([, , title = '']) => title)
    .join('\n');
}

describe('the contract of the CaseBender dialect', () => {
  it('has a test that names it for every section', async () => {
    const named = new Set((await titles()).match(/\bC\d+(\.\d+)?\b/g));
    expect(SECTIONS.filter((section) => !named.has(section))).to.deep.equal([]);
  });
});
