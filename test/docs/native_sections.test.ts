import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';

const TESTS = join(import.meta.dirname, '..');

/** The sections of the contract of our own dialect that are served. */
const SECTIONS = [
  'N1.1',
  'N1.2',
  'N1.3',
  'N2',
  'N3.1',
  'N3.2',
  'N4',
  'N4.1',
  'N4.2',
  'N4.3',
  'N5.1',
  'N5.2',
  'N5.3',
  'N17',
];

const TITLE = /\b(?:describe|it|atEveryMount)\(\s*(['"`])(.*?)\1,/g;

describe('the contract of our own dialect', () => {
  it('has a test that names it for every section that is served', async () => {
    const names = await readdir(TESTS, { recursive: true });
    const files = names.filter((name) => name.endsWith('.test.ts'));
    const texts = await Promise.all(files.map((name) => readFile(join(TESTS, name), 'utf8')));
    const titles = texts
      .flatMap((text) => [...text.matchAll(TITLE)].map(([, , title = '']) => title))
      .join('\n');
    const named = new Set(titles.match(/\bN\d+(\.\d+)?\b/g));
    expect(SECTIONS.filter((section) => !named.has(section))).to.deep.equal([]);
  });
});
