import type { Logger } from '../domain/logger.js';
import type { ApiKeySettings } from './api_key_realm.js';
import { ApiKeyRealm } from './api_key_realm.js';
import type { UserSettings } from './basic_realm.js';
import { BasicRealm } from './basic_realm.js';
import type { Origin } from './caller.js';
import type { Credentials } from './credentials.js';
import type { JwtSettings } from './jwt_realm.js';
import { JwtRealm } from './jwt_realm.js';
import type { Verdict } from './sign_in.js';
import { refused } from './sign_in.js';

/** Who can sign in. */
export interface RealmsSettings {
  readonly users: readonly UserSettings[];
  readonly apiKeys: readonly ApiKeySettings[];
  readonly jwt: readonly JwtSettings[];
}

/** Whose credentials these are, or why they are nobody's. Never throws for what a client sent. */
export type Realms = (credentials: Credentials, origin: Origin) => Verdict | Promise<Verdict>;

/** The configured realms: users with passwords, API keys and tokens (C11.1). */
export function configuredRealms(settings: RealmsSettings, clock: () => Date, logger?: Logger): Realms {
  const basic = new BasicRealm(settings.users, clock);
  const keys = new ApiKeyRealm(settings.apiKeys, clock);
  const tokens = new JwtRealm(settings.jwt, clock, logger);
  return (credentials, { address }) => {
    switch (credentials.type) {
      case 'none':
        return refused('no_credentials');
      case 'malformed':
        return refused('malformed');
      case 'basic':
        return basic.authenticate(credentials.username, credentials.password, address);
      case 'key pair':
        return keys.withId(credentials.id, credentials.secret);
      case 'key':
        return keys.withKey(credentials.key);
      case 'token':
        return tokens.authenticate(credentials.token);
    }
  };
}
