import type { Access } from '../../access/access.js';
import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import { isActivityError } from '../../domain/errors.js';
import { codeOf, STATUS_OF } from '../answer/status.js';
import type { RoutedExchange } from '../exchange.js';

/** Who can be asked. */
interface Door {
  readonly authenticator: Authenticator;
  readonly gate: Gate;
}

/** Lets the caller of a request in once more, as `RouteInput.renew` says it. */
export function renewal(
  { authenticator, gate }: Door,
  { incoming, origin, route }: RoutedExchange,
  before: Access,
): () => Promise<Access | undefined> {
  const enter = async (): Promise<Access | undefined> => {
    const outcome = await authenticator.authenticate(incoming.message, origin);
    if (outcome.type === 'rejected') return undefined;
    const { caller } = outcome;
    gate.ensureScopes(caller, route.scopes ?? [], incoming.spaceId);
    const access = await gate.enter(caller, incoming.spaceId);
    return isSame(access, before) ? access : undefined;
  };
  return () =>
    enter().catch((error: unknown) => {
      // A refusal is an answer; whatever else is thrown says that there is none.
      if (isActivityError(error) && REFUSALS.includes(STATUS_OF[codeOf(error)])) return undefined;
      throw error;
    });
}

const REFUSALS: readonly number[] = [401, 403, 404];

/** A session may have become somebody else's. */
function isSame({ principal }: Access, before: Access): boolean {
  const { kind, username } = before.principal;
  return principal.kind === kind && principal.username === username;
}
