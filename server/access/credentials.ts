import type { IncomingHttpHeaders } from 'node:http';

/** What a caller sent to prove who they are. */
export type Credentials =
  | { readonly type: 'none' }
  /** Something was sent, but in no form we know. */
  | { readonly type: 'malformed' }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'key pair'; readonly id: string; readonly secret: string }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'token'; readonly token: string };

const KEY_PREFIX = 'cbr_live_';
const MALFORMED: Credentials = { type: 'malformed' };

/** The credentials of a request. If `Authorization` is present it alone counts (C11.1). */
export function credentialsOf(headers: IncomingHttpHeaders): Credentials {
  if (headers.authorization !== undefined) return fromAuthorization(headers.authorization);
  const key = headers['x-api-key'];
  const secret = headers['x-api-secret'];
  if (key === undefined && secret === undefined) return { type: 'none' };
  if (typeof key !== 'string') return MALFORMED;
  if (key.startsWith(KEY_PREFIX)) return { type: 'key', key };
  return typeof secret === 'string' ? { type: 'key pair', id: key, secret } : MALFORMED;
}

function fromAuthorization(header: string): Credentials {
  const match = /^([A-Za-z]+) +(\S+) *$/.exec(header);
  if (match === null) return MALFORMED;
  const [, scheme = '', value = ''] = match;
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const pair = decodedPair(value);
      return pair === undefined ? MALFORMED : { type: 'basic', username: pair[0], password: pair[1] };
    }
    case 'apikey': {
      const pair = decodedPair(value);
      return pair === undefined ? MALFORMED : { type: 'key pair', id: pair[0], secret: pair[1] };
    }
    case 'bearer':
      return value.startsWith(KEY_PREFIX) ? { type: 'key', key: value } : { type: 'token', token: value };
    default:
      return MALFORMED;
  }
}

function decodedPair(value: string): readonly [string, string] | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
