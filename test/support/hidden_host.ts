import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { headersOf, startAlertHost } from './casebender.js';
import { HIDDEN_RECORDS, READING_ROLES, recordHidden, secretOf, sees } from './hidden_records.js';
import type { TestHost } from './host.js';
import type { PlainAnswer } from './kept_connections.js';
import { KeptConnections } from './kept_connections.js';

/** A host of records of which everybody sees others. */
export class HiddenHost {
  readonly host: TestHost;
  readonly #connections: KeptConnections;

  private constructor(host: TestHost) {
    this.host = host;
    this.#connections = new KeptConnections(host.url);
  }

  static async start(): Promise<HiddenHost> {
    const host = await startAlertHost({
      config: { security: { roles: READING_ROLES }, spaces: [{ id: 'second', name: 'Second' }] },
    });
    await recordHidden(host);
    return new HiddenHost(host);
  }

  async stop(): Promise<void> {
    this.#connections.close();
    await this.host.stop();
  }

  /** What our own dialect answers to somebody in a space. */
  ask(principal: Principal, space: string, path: string): Promise<PlainAnswer> {
    const full = `${space === 'default' ? '' : `/s/${space}`}/api/activity/v1${path}`;
    return this.#connections.send({ method: 'GET', path: full, headers: headersOf(principal) });
  }
}

/** Nothing of any record that the principal does not see. */
export function expectNoLeak(principal: Principal, { text }: Pick<PlainAnswer, 'text'>, what: string): void {
  const leaked = HIDDEN_RECORDS.filter((one) => text.includes(secretOf(one)) && !sees(principal, one));
  if (leaked.length > 0) expect.fail(`${what} tells ${JSON.stringify(leaked)}: ${text}`);
}
