import { ActivityError } from '../domain/errors.js';
import type { SignInRefusal } from '../domain/telemetry.js';
import type { Realm } from './caller.js';
import { realmOf } from './caller.js';
import type { Principal } from './principal.js';

/** What a realm says of credentials. */
export type Verdict = Acceptance | Refusal;

/** The credentials are somebody's. */
export interface Acceptance {
  readonly type: 'accepted';
  readonly principal: Principal;
  readonly realm: Realm;
  /** As `Caller` has it. */
  readonly expiresAt?: Date | undefined;
}

/** The credentials are nobody's, or nobody can tell now. Why is for the operator, never for the client. */
export interface Refusal {
  readonly type: 'refused';
  readonly reason: SignInRefusal;
  readonly realm: Realm;
  /** What exactly was wrong, where the reason leaves it open. */
  readonly detail?:
    | 'revoked'
    | 'suspended'
    | 'form'
    | 'algorithm'
    | 'key'
    | 'signature'
    | 'audience'
    | 'not yet valid'
    | 'claims'
    | undefined;
  /** The user name that was claimed, or the id of the key; never a secret. */
  readonly claimed?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

const MAX_CLAIMED_CHARACTERS = 128;

/** Says that the credentials are somebody's. */
export function accepted(principal: Principal, realm: Realm, expiresAt?: Date): Acceptance {
  return { type: 'accepted', principal, realm, ...(expiresAt !== undefined && { expiresAt }) };
}

/** Says that they are not. What was claimed is cut and loses its control and format characters. */
export function refused(
  reason: SignInRefusal,
  realm: Realm = realmOf('none'),
  more: Pick<Refusal, 'detail' | 'claimed' | 'retryAfterSeconds'> = {},
): Refusal {
  const claimed = more.claimed === undefined ? undefined : claim(more.claimed);
  return { type: 'refused', reason, realm: { ...realm, name: claim(realm.name) }, ...more, claimed };
}

/** The error of a refusal that says nothing about the credentials; `undefined` when they were refused as such. */
export function refusalError({ reason, retryAfterSeconds }: Refusal): ActivityError | undefined {
  switch (reason) {
    case 'throttled':
      return new ActivityError('RATE_LIMITED', 'Too many failed attempts to sign in.', {
        details: { retryAfterSeconds },
      });
    case 'busy':
    case 'keys_unavailable':
      return new ActivityError('AUTHENTICATION_UNAVAILABLE', 'Nobody can be signed in at the moment.');
    default:
      return undefined;
  }
}

function claim(text: string): string {
  return text.slice(0, MAX_CLAIMED_CHARACTERS).replaceAll(/\p{C}/gu, '\uFFFD');
}
