import type { IncomingMessage } from 'node:http';
import { isActivityError } from '../domain/errors.js';
import type { Logger } from '../domain/logger.js';
import type { Telemetry } from '../domain/telemetry.js';
import { SILENT_TELEMETRY } from '../domain/telemetry.js';
import type { AuditLog } from './audit/audit_log.js';
import type { Caller, Origin } from './caller.js';
import { realmOf } from './caller.js';
import type { Credentials } from './credentials.js';
import { credentialsOf } from './credentials.js';
import type { HostAuthenticate } from './host_realm.js';
import { hostRealm } from './host_realm.js';
import { ANONYMOUS, normalizePrincipal } from './normalize_principal.js';
import type { Realms, RealmsSettings } from './realms.js';
import { configuredRealms } from './realms.js';
import type { Refusal, Verdict } from './sign_in.js';
import { accepted, refusalError, refused } from './sign_in.js';

/** How callers are found out. */
export interface AuthenticatorSettings extends RealmsSettings {
  /** False: every caller is an anonymous superuser. */
  readonly enabled: boolean;
  /** How long the host's `authenticate` may take. */
  readonly authenticateTimeoutMs: number;
}

/** The outcome of authentication. `sent`: whether there was any credential to refuse (C11.2). */
export type Authentication =
  | { readonly type: 'authenticated'; readonly caller: Caller }
  | { readonly type: 'rejected'; readonly sent: boolean };

/** What an `Authenticator` works with. */
export interface AuthenticatorDependencies {
  readonly security: AuthenticatorSettings;
  readonly clock: () => Date;
  /** The host's own way; it replaces the realms. */
  readonly authenticate?: HostAuthenticate | undefined;
  readonly logger?: Logger | undefined;
  readonly audit?: Pick<AuditLog, 'refusedSignIn'> | undefined;
  /** Default: nobody counts. */
  readonly telemetry?: Telemetry | undefined;
}

/** Finds out who sends a request: by the host's function, else by the configured realms (C11.1). */
export class Authenticator {
  readonly #dependencies: AuthenticatorDependencies;
  readonly #host: ReturnType<typeof hostRealm> | undefined;
  readonly #realms: Realms;

  constructor(dependencies: AuthenticatorDependencies) {
    const { security, clock, logger, authenticate } = dependencies;
    this.#dependencies = dependencies;
    this.#host = authenticate && hostRealm(authenticate, security.authenticateTimeoutMs);
    this.#realms = configuredRealms(security, clock, logger);
  }

  /** How the caller of a refused request may sign in, as `WWW-Authenticate` says it; only what works here. */
  get challenge(): string | undefined {
    // How people sign in to a host with an `authenticate` of its own is not known here.
    if (this.#host !== undefined) return undefined;
    const { users, apiKeys, jwt } = this.#dependencies.security;
    if (users.length > 0) return 'Basic realm="case-activity", charset="UTF-8"';
    const others = [...(apiKeys.length > 0 ? ['ApiKey'] : []), ...(jwt.length > 0 ? ['Bearer'] : [])];
    return others.length === 0 ? undefined : others.map((it) => `${it} realm="case-activity"`).join(', ');
  }

  /**
   * Who sends the request, with clearances filled in. Bad credentials are an answer: why they are bad is logged,
   * counted and audited. Where nobody has to be known, who sends none is not refused anything.
   * @throws RATE_LIMITED, AUTHENTICATION_UNAVAILABLE when the credentials were not looked at
   * @throws AUTHENTICATION_UNAVAILABLE, INTERNAL_ERROR as the host's own function does
   */
  async authenticate(
    request: IncomingMessage,
    origin: Origin,
    { optional = false }: { readonly optional?: boolean } = {},
  ): Promise<Authentication> {
    const credentials = credentialsOf(request.headers);
    const sent = credentials.type !== 'none';
    const verdict = await this.#verdict(request, credentials, origin).catch((error: unknown) => {
      // The host's function takes too long.
      if (isActivityError(error, 'AUTHENTICATION_UNAVAILABLE')) {
        this.#report(refused('busy', realmOf('host')), origin);
      }
      throw error;
    });
    if (verdict.type === 'accepted') {
      const { type: _, principal, ...vouched } = verdict;
      const caller = { ...vouched, principal: normalizePrincipal(principal), origin };
      return { type: 'authenticated', caller };
    }
    if (sent || !optional) this.#report(verdict, origin);
    const error = refusalError(verdict);
    if (error !== undefined) throw error;
    return { type: 'rejected', sent };
  }

  async #verdict(request: IncomingMessage, credentials: Credentials, origin: Origin): Promise<Verdict> {
    const { security } = this.#dependencies;
    if (this.#host !== undefined) {
      const principal = await this.#host(request);
      return principal === undefined
        ? refused('host', realmOf('host'))
        : accepted(principal, realmOf('host'));
    }
    if (!security.enabled) return accepted(ANONYMOUS, realmOf('anonymous'));
    return this.#realms(credentials, origin);
  }

  #report(refusal: Refusal, origin: Origin): void {
    const { logger, audit, telemetry = SILENT_TELEMETRY } = this.#dependencies;
    const { reason, detail, realm, claimed } = refusal;
    const { address, requestId } = origin;
    logger?.info({ reason, detail, realm, claimed, address, requestId }, 'Sign-in refused');
    telemetry.signInRefused(reason);
    audit?.refusedSignIn(origin, refusal);
  }
}
