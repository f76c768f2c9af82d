import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReadCheckpoint } from '../../server/domain/log/checkpoint.js';
import { originOf, parseCheckpoint } from '../../server/domain/log/checkpoint.js';
import { parseVkey, verifiesNote } from '../../server/domain/log/signed_note.js';
import { SigningKey } from '../../server/services/seals/signing_key.js';

/** Under which the hosts of these tests sign. */
export const ORIGIN = 'here.example';

/** A key as a configuration has it, and as whoever verifies does. */
export interface TestKey {
  readonly pem: string;
  readonly vkey: string;
}

/** A new key of the origin. */
export function aSigningKey(): TestKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { pem, vkey: new SigningKey(ORIGIN, privateKey).vkey };
}

/** `integrity` of a configuration whose keys these are. */
export function signedBy(...keys: readonly TestKey[]): {
  readonly origin: string;
  readonly keys: readonly object[];
} {
  return { origin: ORIGIN, keys: keys.map(({ pem }) => ({ key: pem })) };
}

/** The checkpoint, if one of these keys has signed it for the space. */
export function verified(note: string, space: string, ...keys: readonly TestKey[]): ReadCheckpoint {
  const read = parseCheckpoint(note);
  const own = keys.flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  const name = originOf(ORIGIN, space);
  if (
    read?.origin !== name ||
    !verifiesNote(
      read.note,
      own.map((key) => ({ ...key, name })),
    )
  ) {
    throw new Error(`This is no checkpoint of ${name} by these keys:\n${note}`);
  }
  return read;
}

/** Resolves with what `look` answers as soon as that is something; rejects after a long while. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 50_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`It does not come: ${what}.`);
    await wait(25);
  }
}
