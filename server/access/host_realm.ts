import type { IncomingMessage } from 'node:http';
import { kindOf } from '../domain/described.js';
import { ActivityError } from '../domain/errors.js';
import { askHost } from './ask_host.js';
import type { Principal } from './principal.js';
import { checkedPrincipal } from './principal_schema.js';

/** The host's own way to find out who sends a request: it gets Express's request and may answer anything. */
export type HostAuthenticate = (request: never) => unknown;

/** Who sends a request; `undefined`: nobody. */
type HostRealm = (request: IncomingMessage) => Promise<Principal | undefined>;

/**
 * The host's `authenticate`, bounded in time; what it answers is checked here and nowhere else. `null`, `undefined`
 * and `false` are nobody.
 * @throws AUTHENTICATION_UNAVAILABLE from the realm when the host does not answer in time
 * @throws INTERNAL_ERROR from the realm, naming `authenticate` when it throws, and the member when it answers no
 * principal
 */
export function hostRealm(authenticate: HostAuthenticate, timeoutMs: number): HostRealm {
  // The routers are Express's, so what they hand on is the request that the host expects.
  return async (request) =>
    principalOf(await askHost('authenticate', () => authenticate(request as never), timeoutMs));
}

function principalOf(answer: unknown): Principal | undefined {
  if (answer === null || answer === undefined || answer === false) return undefined;
  const result = checkedPrincipal(answer);
  if ('value' in result) return result.value;
  const { path, problem, found, cause } = result.misfit;
  const what = path === '' ? 'what it answers' : path;
  // The value is left out: it may be a secret that took the place of a principal.
  const sentence = `The host's authenticate answers no principal: ${what} ${problem}, found: ${kindOf(found)}.`;
  throw new ActivityError('INTERNAL_ERROR', sentence, { cause });
}
