import { expect } from 'chai';
import { readConfig } from '../../server/config.js';
import { isActivityError } from '../../server/index.js';

describe('what is reserved for the ledger (N11.1)', () => {
  const faultsOf = (config: object): unknown => {
    try {
      readConfig(config, { baseDir: '.', env: {} });
    } catch (error) {
      return isActivityError(error) ? error.details['faults'] : error;
    }
    return [];
  };

  it('is no owner, and no kind that the older dialects serve', () => {
    const owners = [{ id: 'ledger', feature: 'x' }];
    expect(JSON.stringify(faultsOf({ owners }))).to.contain('is the owner of the ledger');
    for (const kind of ['ledger', 'hold', 'access']) {
      for (const dialect of ['kibana', 'casebender']) {
        const faults = JSON.stringify(faultsOf({ [dialect]: { kinds: ['alert', kind] } }));
        expect(faults, kind).to.contain('is a reserved kind');
      }
    }
    expect(faultsOf({ kibana: { kinds: ['case', 'ledgers'] } })).to.deep.equal([]);
  });
});
