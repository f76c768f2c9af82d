import { describeKilledBulk } from '../cli/killed_bulk.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describe('a change of 500 alerts on MongoDB in the middle of which the host is killed', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const uri = { env: 'TEST_MONGODB_URI' };
  after(() => dropDatabase(database));
  describeKilledBulk({ storage: { kind: 'mongodb', uri, database }, env: { TEST_MONGODB_URI: serverUri() } });
});
