import type { Actor } from '../domain/activity.js';

/** The authenticated caller, as a realm or the host's `authenticate` answers it. */
export interface Principal {
  /** Default: `user`. */
  readonly kind?: Actor['kind'] | undefined;
  readonly username?: string | undefined;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly profileUid?: string | undefined;
  /** Absolute http(s) URL. */
  readonly picture?: string | undefined;
  /** BCP 47 tag: the language of answers in prose. */
  readonly locale?: string | undefined;
  /** Names of configured roles; `superuser` is built in, unknown names grant nothing. */
  readonly roles: readonly string[];
  /** Narrow what the roles allow; absent: no narrowing, empty: nothing is allowed (C11.3). */
  readonly scopes?: readonly string[] | undefined;
  /** Rate limit tier (C12). */
  readonly tier?: string | undefined;
  /** Highest TLP and PAP the caller may see, 0 to 4; default 2, a superuser's 4 (C11.4). */
  readonly tlpClearance?: number | undefined;
  readonly papClearance?: number | undefined;
}

/** The role that may do everything everywhere (K13.3). */
export const SUPERUSER = 'superuser';

/** Who to write into the history for this caller. */
export function actorOf(principal: Principal): Actor {
  const { kind = 'user', username, fullName, email, profileUid, picture } = principal;
  return { kind, username, fullName, email, profileUid, picture };
}
