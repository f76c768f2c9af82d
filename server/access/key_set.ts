/** At most so many keys are taken from one set. */
const MAX_KEYS = 100;

/**
 * What is wrong with a JSON Web Key Set for verifying tokens, wherever it comes from: 1 to 100 keys, all public and
 * asymmetric. `undefined`: nothing.
 */
export function keySetFault(value: unknown): string | undefined {
  const keys = memberOf(value, 'keys');
  if (!Array.isArray(keys) || keys.length === 0) return 'must be a JSON Web Key Set with at least one key';
  if (keys.length > MAX_KEYS) return `must hold at most ${String(MAX_KEYS)} keys`;
  return keys.every(isPublicKey) ? undefined : 'must hold public keys only';
}

function isPublicKey(key: unknown): boolean {
  const type = memberOf(key, 'kty');
  return typeof type === 'string' && type !== 'oct' && memberOf(key, 'd') === undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
