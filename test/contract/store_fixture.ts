import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openStore } from '../support/open_store.js';
import type { CommonOptions, StoreLocation } from '../support/open_store.js';
import { aWindow, pageOf } from '../support/records.js';
import { ChildStore } from './child_store.js';

/** A fresh database for one test; `destroy` removes it. */
export interface StoreFixture {
  readonly location: StoreLocation;
  destroy(): Promise<void>;
}

/** Makes a fresh database. */
export type FreshFixture = () => Promise<StoreFixture>;

/** One database with everything a test opened on it, closed and removed at its end. */
export class StoreBench {
  readonly location: StoreLocation;
  readonly #fixture: StoreFixture;
  readonly #stores: ActivityStore[] = [];
  readonly #children: ChildStore[] = [];

  constructor(fixture: StoreFixture) {
    this.#fixture = fixture;
    this.location = fixture.location;
  }

  /** Another handle on the database in this process. */
  async open(options: CommonOptions = {}): Promise<ActivityStore> {
    const store = await openStore(this.location, options);
    this.#stores.push(store);
    return store;
  }

  /** A process of its own that opens the database; it may still be starting. */
  child(): ChildStore {
    const child = new ChildStore(this.location);
    this.#children.push(child);
    return child;
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()));
    await Promise.all(this.#stores.map((store) => store.close()));
    await this.#fixture.destroy();
  }
}

/** Runs a test body on two fresh databases. */
export function onTwoFresh(
  fresh: FreshFixture,
  body: (source: StoreBench, target: StoreBench) => Promise<void>,
) {
  return onFresh(fresh, (source) => onFresh(fresh, (target) => body(source, target))());
}

/** Runs a test body on a fresh database. */
export function onFresh(fresh: FreshFixture, body: (bench: StoreBench) => Promise<void>) {
  return async (): Promise<void> => {
    const bench = new StoreBench(await fresh());
    try {
      await body(bench);
    } finally {
      await bench.destroy();
    }
  };
}

/** The code of the error a call fails with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (isActivityError(error)) return error.code;
    throw error;
  }
  return 'no error';
}

/** The head of a record whose history, head and counts agree: gapless from 1 and as long as the head says. */
export async function soundHead(store: ActivityStore, subject: Subject): Promise<RecordHead> {
  const page = await pageOf(store, subject, aWindow());
  if (page === undefined) throw new Error('There is no such record.');
  const { head, activities } = page;
  expect(activities.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: head.seq }, (_, i) => i + 1));
  expect(Object.values(head.counts).reduce((a, b) => a + b, 0)).to.equal(head.seq);
  expect(new Set(activities.map(({ id }) => id)).size).to.equal(head.seq);
  return head;
}
