import type { HeaderSpec } from '../route.js';

/** Its name. */
export const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key';

/** The header, for the routes that take it (C10.2, N7.3). */
export const IDEMPOTENCY_KEY: Readonly<Record<string, HeaderSpec>> = {
  [IDEMPOTENCY_KEY_HEADER]: {
    description:
      '1 to 255 visible ASCII characters, bare or as a quoted string. The same request with the same key is done ' +
      'once, and answered as before when it comes again.',
    // Quotes and backslashes inside of quotes are two characters each.
    schema: { type: 'string', minLength: 1, maxLength: 512 },
  },
};

/** On answers to requests that have been done before. */
export const IDEMPOTENCY_REPLAYED: Readonly<Record<string, HeaderSpec>> = {
  'Idempotency-Replayed': {
    description: '`true`: this is the answer of before, nothing was done now.',
    schema: { const: 'true' },
  },
};

const MAX_CHARACTERS = 255;
/** A string of RFC 9651, without blanks inside. */
const QUOTED = /^"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const BARE = /^[\x21\x23-\x7e][\x21-\x7e]*$/;

/** The key that the header's value means; `undefined`: it means none, and is at fault. */
export function idempotencyKeyOf(value: string): string | undefined {
  const key = BARE.exec(value)?.[0] ?? QUOTED.exec(value)?.[1]?.replaceAll(/\\(.)/g, '$1');
  return key === undefined || key === '' || key.length > MAX_CHARACTERS ? undefined : key;
}

/** What an answer says besides when it is that of before. */
export function replayedHeader(replayed: boolean): Readonly<Record<string, string>> {
  return replayed ? { 'Idempotency-Replayed': 'true' } : {};
}
