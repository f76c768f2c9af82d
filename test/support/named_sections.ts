import { join } from 'node:path';
import { testsIn } from '../../scripts/test_titles.js';

/**
 * The sections of a contract, such as `C2.1`, that the titles of suites and tests name.
 * @param folder of the tests that are looked at; default: all
 */
export async function namedSections(letter: string, folder = ''): Promise<ReadonlySet<string>> {
  const tests = await testsIn(join(import.meta.dirname, '..', folder));
  const titles = tests.map(({ suites, title }) => [...suites, title].join(' ')).join('\n');
  return new Set(titles.match(new RegExp(`\\b${letter}\\d+(\\.\\d+)?\\b`, 'g')));
}
