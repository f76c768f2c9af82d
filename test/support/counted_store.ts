import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityStore } from '../../server/domain/store.js';
import { measuredStore } from '../../server/measured_store.js';
import { openStore } from './open_store.js';

/** An embedded store that tells how often each of its methods was called; of what comes in portions, each portion. */
export interface CountedStore {
  readonly store: ActivityStore;
  /** Calls since the last time it was asked. */
  readonly calls: () => Readonly<Record<string, number>>;
}

/** Gives every test of the suite one store in a folder of its own. */
export function withCountedStore(): () => CountedStore {
  let counted: (CountedStore & { readonly path: string }) | undefined;
  before(async () => {
    const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    let calls: Record<string, number> = {};
    const store = measuredStore(await openStore({ kind: 'embedded', path }), (method) => {
      calls[method] = (calls[method] ?? 0) + 1;
    });
    const taken = (): Record<string, number> => {
      const before = calls;
      calls = {};
      return before;
    };
    counted = { path, store, calls: taken };
  });
  after(async () => {
    await counted?.store.close();
    if (counted !== undefined) await rm(counted.path, { recursive: true, force: true });
  });
  return () => {
    if (counted === undefined) throw new Error('The store is there while tests run.');
    return counted;
  };
}
