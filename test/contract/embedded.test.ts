import { embedded } from './embedded.js';
import { describeStore } from './store_contract.js';

describeStore('the embedded store', embedded);
