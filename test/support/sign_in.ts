import { Authenticator } from '../../server/access/authenticator.js';
import type { HostAuthenticate } from '../../server/access/host_realm.js';
import { readConfig } from '../../server/config.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { SignInRefusal } from '../../server/domain/telemetry.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { anOrigin, aRequest } from './access.js';
import { passwordHash } from './passwords.js';

/** Where they sign in unless said otherwise. */
export const HERE = '192.0.2.7';
/** The users that there are unless said otherwise. */
export const NAMES = ['ana', 'zoe'];

/** An authenticator of these users whose passwords are their names, or with the host's own way, and what it reports. */
export function aHost(names: readonly string[] = NAMES, authenticate?: HostAuthenticate) {
  const users = names.map((username) => ({ username, passwordHash: passwordHash(username) }));
  const { security } = readConfig({ security: { users } }, { baseDir: '/', env: {} });
  const time = { now: Date.parse('2025-01-01T00:00:00Z') };
  const logged: object[] = [];
  const counted: SignInRefusal[] = [];
  const quiet = (): undefined => undefined;
  const authenticator = new Authenticator({
    security,
    authenticate,
    clock: () => new Date(time.now),
    logger: { error: quiet, warn: quiet, info: (details) => logged.push(details) },
    telemetry: { ...SILENT_TELEMETRY, signInRefused: (reason) => counted.push(reason) },
  });
  const signIn = async (username: string, password = username, address = HERE): Promise<unknown> => {
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    try {
      const outcome = await authenticator.authenticate(
        aRequest({ authorization }),
        anOrigin({ address, requestId: 'r-7' }),
      );
      return outcome.type;
    } catch (error) {
      if (!isActivityError(error)) throw error;
      const wait = error.details['retryAfterSeconds'];
      return typeof wait === 'number' ? `${error.code} ${String(wait)}` : error.code;
    }
  };
  /** So many wrong passwords, all different. */
  const guess = async (count: number, username = 'ana', address = HERE): Promise<unknown[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => signIn(username, `guess ${String(i)}`, address)));
  return { signIn, guess, time, logged, counted };
}
