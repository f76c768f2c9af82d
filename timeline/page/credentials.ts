/** What becomes of it. */
export type Outcome = 'in' | 'refused' | 'tooOften' | 'unreachable';

/** `Authorization` of a user with a password, in UTF-8 (RFC 7617). */
export function basic(name: string, password: string): string {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** `Authorization` of a token, of a JWT and of an API key alike. */
export function bearer(token: string): string {
  return `Bearer ${token}`;
}

/**
 * Whether the API lets these in, without them whether the page's own cookies do. What may be seen is another question:
 * whoever is known but may not see the record is in.
 */
export async function tried(api: string, authorization: string | undefined): Promise<Outcome> {
  try {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${api}/entries?limit=1&include=`, { headers, cache: 'no-store' });
    await response.body?.cancel();
    if (response.status === 401) return 'refused';
    if (response.status === 429) return 'tooOften';
    return response.status >= 500 ? 'unreachable' : 'in';
  } catch {
    return 'unreachable';
  }
}
