import type { KibanaLevel } from '../../../../common/kibana_platform.js';
import { isActivityError } from '../../../domain/errors.js';
import type { StoreIdentity } from '../../../services/store_identity.js';

/** How the plugin is, as far as this process sees. */
export interface Health {
  readonly store: Exclude<KibanaLevel, 'degraded'>;
  /** Of the store and everything else that is needed. */
  readonly overall: KibanaLevel;
  /** Since when this process has found it so. */
  readonly since: Date;
  /** Of the store; the nil UUID while it does not answer and this process never knew it. */
  readonly uuid: string;
}

/** What a `HealthWatch` looks at. */
export interface HealthWatchDependencies {
  /** Resolves when requests can be answered. @throws STORE_UNAVAILABLE, AUDIT_UNAVAILABLE */
  readonly check: () => Promise<void>;
  readonly identity: StoreIdentity;
  readonly clock: () => Date;
}

const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Looks how the plugin is, and remembers since when it has been so (P3). */
export class HealthWatch {
  readonly #deps: HealthWatchDependencies;
  #last: Pick<Health, 'overall' | 'since'> | undefined;

  constructor(deps: HealthWatchDependencies) {
    this.#deps = deps;
  }

  /** Asks the store and the audit log. Never rejects because they do not answer. */
  async look(): Promise<Health> {
    const { identity, clock } = this.#deps;
    const overall = await this.#level();
    if (this.#last?.overall !== overall) this.#last = { overall, since: clock() };
    const store = overall === 'unavailable' ? 'unavailable' : 'available';
    return { store, overall, since: this.#last.since, uuid: identity.known ?? NIL_UUID };
  }

  async #level(): Promise<KibanaLevel> {
    const { check, identity } = this.#deps;
    try {
      await identity.uuid();
      await check();
      return 'available';
    } catch (error) {
      return isActivityError(error, 'AUDIT_UNAVAILABLE') ? 'degraded' : 'unavailable';
    }
  }
}
