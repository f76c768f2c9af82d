import { generateKeyPairSync } from 'node:crypto';
import { SigningKey } from './signing_key.js';

/** A new key of an origin: as PKCS#8 PEM, and as whoever verifies pins it. */
export function makeSigningKey(origin: string): { readonly pem: string; readonly vkey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { pem, vkey: new SigningKey(origin, privateKey).vkey };
}
