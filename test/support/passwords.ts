import { createHash, scryptSync } from 'node:crypto';

/** PHC string of the password at a cost that only tests can afford. */
export function passwordHash(password: string, ln = 4): string {
  const salt = createHash('sha256').update(password).digest().subarray(0, 16);
  const hash = scryptSync(password, salt, 32, { N: 2 ** ln, r: 8, p: 1 });
  return `$scrypt$ln=${String(ln)},r=8,p=1$${unpadded(salt)}$${unpadded(hash)}`;
}

/** SHA-256 of a key in hex, as `security.apiKeys[].keyHash` wants it. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
