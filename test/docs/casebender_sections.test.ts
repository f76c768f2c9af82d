import { expect } from 'chai';
import { namedSections } from '../support/named_sections.js';

/** The sections of the contract of the CaseBender dialect that say how it behaves. */
const SECTIONS = [
  ...['C1', 'C2.1', 'C2.2', 'C2.3', 'C2.4', 'C2.5', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8'],
  ...['C9.1', 'C9.2', 'C9.3', 'C9.4', 'C9.5', 'C9.6', 'C9.7', 'C9.8', 'C10.1', 'C10.2'],
  ...['C11.1', 'C11.2', 'C11.3', 'C11.4', 'C11.5', 'C12', 'C13', 'C14', 'C15'],
];

describe('the contract of the CaseBender dialect', () => {
  it('has a test that names it for every section', async () => {
    const named = await namedSections('C');
    expect(SECTIONS.filter((section) => !named.has(section))).to.deep.equal([]);
  });
});
