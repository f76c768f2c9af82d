import { describeLargeHistories } from '../hostile/large_histories.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describeLargeHistories('MongoDB', () => {
  const database = aDatabaseName();
  return Promise.resolve({
    location: { kind: 'mongodb', uri: serverUri(), database },
    destroy: () => dropDatabase(database),
  });
});
