import { join } from 'node:path';
import { testsIn } from '../../scripts/test_titles.js';

/** The sections of a contract, such as `C2.1`, that the titles of suites and tests name. */
export async function namedSections(letter: string): Promise<ReadonlySet<string>> {
  const tests = await testsIn(join(import.meta.dirname, '..'));
  const titles = tests.map(({ suites, title }) => [...suites, title].join(' ')).join('\n');
  return new Set(titles.match(new RegExp(`\\b${letter}\\d+(\\.\\d+)?\\b`, 'g')));
}
