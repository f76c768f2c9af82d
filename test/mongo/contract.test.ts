import { describeStore } from '../contract/store_contract.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describeStore('the store on MongoDB', () => {
  const database = aDatabaseName();
  return Promise.resolve({
    location: { kind: 'mongodb', uri: serverUri(), database },
    destroy: () => dropDatabase(database),
  });
});
