import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';

// Opens the store of a folder and closes it.
const [, , path = ''] = process.argv;
const store = await openEmbeddedStore({ path });
await store.reserveNumbers(1);
await store.close();
console.log('opened');
