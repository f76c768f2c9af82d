import type { IncomingMessage } from 'node:http';
import type { Logger } from '../domain/logger.js';
import { ApiKeyRealm } from './api_key_realm.js';
import { BasicRealm } from './basic_realm.js';
import type { Credentials } from './credentials.js';
import { credentialsOf } from './credentials.js';
import { JwtRealm } from './jwt_realm.js';
import { ANONYMOUS, normalizePrincipal } from './normalize_principal.js';
import type { Principal } from './principal.js';
import type { SecuritySettings } from './settings.js';

/** The outcome of authentication. `sent`: whether there was any credential to refuse (C11.2). */
export type Authentication =
  | { readonly type: 'authenticated'; readonly principal: Principal }
  | { readonly type: 'rejected'; readonly sent: boolean };

/** What an `Authenticator` works with. */
export interface AuthenticatorDependencies {
  readonly security: SecuritySettings;
  readonly clock: () => Date;
  /** The host's own way; it replaces the realms. */
  readonly authenticate?:
    ((request: IncomingMessage) => Principal | undefined | Promise<Principal | undefined>) | undefined;
  readonly logger?: Logger | undefined;
}

/** Finds out who sends a request: by the host's function, else by the configured realms (C11.1). */
export class Authenticator {
  readonly #dependencies: AuthenticatorDependencies;
  readonly #basic: BasicRealm;
  readonly #keys: ApiKeyRealm;
  readonly #tokens: JwtRealm;

  constructor(dependencies: AuthenticatorDependencies) {
    const { security, clock, logger } = dependencies;
    this.#dependencies = dependencies;
    this.#basic = new BasicRealm(security.users, clock);
    this.#keys = new ApiKeyRealm(security.apiKeys, clock);
    this.#tokens = new JwtRealm(security.jwt, clock, logger);
  }

  /** Who sends the request, with clearances filled in. Bad credentials are an answer; only the host's function throws. */
  async authenticate(request: IncomingMessage): Promise<Authentication> {
    const { authenticate, security } = this.#dependencies;
    const credentials = credentialsOf(request.headers);
    if (authenticate === undefined && !security.enabled) {
      return { type: 'authenticated', principal: ANONYMOUS };
    }
    const principal = await (authenticate === undefined ? this.#check(credentials) : authenticate(request));
    return principal === undefined
      ? { type: 'rejected', sent: credentials.type !== 'none' }
      : { type: 'authenticated', principal: normalizePrincipal(principal) };
  }

  #check(credentials: Credentials): Principal | undefined | Promise<Principal | undefined> {
    switch (credentials.type) {
      case 'none':
      case 'malformed':
        return undefined;
      case 'basic':
        return this.#basic.authenticate(credentials.username, credentials.password);
      case 'key pair':
        return this.#keys.withId(credentials.id, credentials.secret);
      case 'key':
        return this.#keys.withKey(credentials.key);
      case 'token':
        return this.#tokens.authenticate(credentials.token);
    }
  }
}
