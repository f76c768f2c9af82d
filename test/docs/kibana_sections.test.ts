import { join } from 'node:path';
import { expect } from 'chai';
import { KIBANA_SECTIONS, sectionsIn } from '../../scripts/kibana_sections.js';
import { testsIn } from '../../scripts/test_titles.js';

describe('the contract of the Kibana dialect', () => {
  it('has a test that names it for every section', async () => {
    const tests = await testsIn(join(import.meta.dirname, '..'));
    const named = new Set(tests.flatMap((test) => [...sectionsIn(test)]));
    expect(Object.keys(KIBANA_SECTIONS).filter((section) => !named.has(section))).to.deep.equal([]);
  });
});
