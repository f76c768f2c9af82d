import type { ActivityStore } from '../../server/domain/store.js';
import type { StoreBench } from './store_fixture.js';

/** Checks in the store that wrote last, and in one that is opened after everything has left the outbox of another. */
export async function everywhere(
  bench: StoreBench,
  store: ActivityStore,
  check: (store: ActivityStore) => Promise<void>,
): Promise<void> {
  await check(store);
  const other = await bench.open();
  await check(other);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await check(other);
  await other.close();
}
