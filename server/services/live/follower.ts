import type { Access } from '../../access/access.js';
import { patiently } from './patiently.js';

/** Between two looks at somebody whose time was over and who may still go on. */
const LEAST_MS = 1_000;

/** Somebody who follows a history, and how it is found out again who that is. */
export interface Following {
  readonly access: Access;
  /** What they may do now; `undefined`: nothing here any more, or it is somebody else. */
  readonly renew: () => Promise<Access | undefined>;
}

/** How often that is found out again. */
export interface Rechecks {
  /** In milliseconds. */
  readonly recheckMs: number;
  readonly clock: () => Date;
}

/** Who follows, as they were when it was last found out: now and then, and when what vouched for them is over. */
export class Follower {
  readonly #renew: Following['renew'];
  readonly #rechecks: Rechecks;
  #access: Access;
  #due: number;

  constructor({ access, renew }: Following, rechecks: Rechecks) {
    this.#renew = renew;
    this.#rechecks = rechecks;
    this.#access = access;
    this.#due = this.#next();
  }

  get access(): Access {
    return this.#access;
  }

  /** In how many milliseconds it has to be found out again. */
  get dueInMs(): number {
    return this.#due - performance.now();
  }

  /**
   * Whether they may still be somebody who follows, found out again when that is due. For as long as nobody can tell
   * it is not answered: nothing is shown to them then.
   */
  async mayGoOn(signal: AbortSignal): Promise<boolean> {
    if (this.dueInMs > 0) return true;
    const access = await patiently(this.#renew, signal);
    if (access === undefined) return signal.aborted;
    this.#access = access;
    this.#due = this.#next();
    return true;
  }

  #next(): number {
    const { recheckMs, clock } = this.#rechecks;
    const { expiresAt } = this.#access;
    const left = expiresAt === undefined ? Infinity : expiresAt.getTime() - clock().getTime();
    return performance.now() + Math.min(recheckMs, Math.max(left, LEAST_MS));
  }
}
