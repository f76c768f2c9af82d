import { expect } from 'chai';
import { namedSections } from '../support/named_sections.js';

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
  'N6',
  'N7.1',
  'N7.2',
  'N7.3',
  'N8',
  'N9',
  'N10.1',
  'N10.3',
  'N10.4',
  'N10.5',
  'N10.6',
  'N11.1',
  'N13',
  'N17',
];

describe('the contract of our own dialect', () => {
  it('has a test that names it for every section that is served', async () => {
    const named = await namedSections('N');
    expect(SECTIONS.filter((section) => !named.has(section))).to.deep.equal([]);
  });

  it('has one among those that are run over HTTP on every engine, for each section of the API itself', async () => {
    const named = await namedSections('N', 'http');
    const own = SECTIONS.filter((section) => /^N[1-9](\.|$)/.test(section));
    expect(own.filter((section) => !named.has(section))).to.deep.equal([]);
  });
});
