import { randomBytes, scryptSync } from 'node:crypto';
import { USER } from './authorization.js';

const SALT = randomBytes(16);
const HASH = scryptSync(USER.password, SALT, 32, { N: 2 ** 14, r: 8, p: 1 });

const FEATURES = { securitySolutionCases: ['read'], observabilityCases: ['read'], generalCases: ['read'] };

/** `security` of the plugin's configuration: the user may read cases and alerts. */
export const SECURITY = {
  roles: [
    {
      name: 'reader',
      kibana: [{ spaces: ['default'], base: [], feature: FEATURES }],
    },
  ],
  users: [
    {
      username: USER.username,
      roles: ['reader'],
      passwordHash: `$scrypt$ln=14,r=8,p=1$${unpadded(SALT)}$${unpadded(HASH)}`,
    },
  ],
};

/** Whether it is the user's password; at the price of scrypt. */
export function isPassword(username: string, password: string): boolean {
  const hash = scryptSync(password, SALT, 32, { N: 2 ** 14, r: 8, p: 1 });
  return username === USER.username && hash.equals(HASH);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
