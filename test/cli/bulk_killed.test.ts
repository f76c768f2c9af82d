import { describeKilledBulk } from './killed_bulk.js';

describe('a change of 500 alerts in the middle of which the host is killed', function () {
  this.timeout(120_000);
  describeKilledBulk({ storage: { kind: 'embedded', path: './store' }, env: {} });
});
