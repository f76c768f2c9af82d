import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityStore } from '../../server/domain/store.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { aSubject } from '../support/records.js';
import { serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

/** A door at one step: once it is closed, the first who comes there waits until it is opened. */
export class Gate {
  readonly reached: Promise<void>;
  open: () => void = () => undefined;
  readonly opened: Promise<void>;
  #reach: () => void = () => undefined;
  #closed = false;

  constructor() {
    this.reached = new Promise((resolve) => (this.#reach = resolve));
    this.opened = new Promise((resolve) => (this.open = resolve));
  }

  close(): void {
    this.#closed = true;
  }

  async pass(): Promise<void> {
    if (!this.#closed) return;
    this.#closed = false;
    this.#reach();
    await this.opened;
  }
}

/** Whether somebody waits there. Not, if the other store, which looks for what is due, has done it all before. */
export function isReached(gate: Gate, late: Promise<void>): Promise<boolean> {
  return Promise.race([gate.reached.then(() => true), late.then(() => sleep(200, false))]);
}

/** Two stores on a database, and the door at which the slow one waits. */
interface SlowAndQuick {
  readonly slow: ActivityStore;
  readonly quick: ActivityStore;
  readonly gate: Gate;
  readonly space: string;
}

/** A store that waits at a step, and another one, on a space of their own. */
export async function slowAndQuickOn(
  database: string,
  step: MongoStep,
  work: (parts: SlowAndQuick) => Promise<void>,
): Promise<void> {
  const gate = new Gate();
  const options = { uri: serverUri(), database, patienceMs: 60_000 };
  const faults = (at: MongoStep) => (at === step ? gate.pass() : undefined);
  const [slow, quick] = [await openTestStore({ ...options, faults }), await openTestStore(options)];
  try {
    await work({ slow, quick, gate, space: aSubject().id });
  } finally {
    gate.open();
    await Promise.all([slow.close(), quick.close()]);
  }
}
