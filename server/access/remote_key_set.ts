import type { FetchImplementation, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { Logger } from '../domain/logger.js';
import { keySetFault } from './key_set.js';

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 5000;
/** How long nothing is fetched after a failure, nor after a success because of a key that is not in the set. */
const PAUSE_MS = 30_000;

/** The keys of an issuer cannot be had: no fault of the token. */
class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * The keys behind a URL, fetched when they are first needed and again after ten minutes or for an unknown key, one
 * fetch at a time. An answer may have 1 MiB and take 5 s; redirects are not followed. After a failure nothing is
 * fetched for 30 s. Rejects with `KeysUnavailable`.
 */
export function remoteKeySet(url: string, clock: () => Date, logger?: Logger): JWTVerifyGetKey {
  let failure: { readonly until: number; readonly error: KeysUnavailable } | undefined;
  const fetchKeys: FetchImplementation = async (address, options) => {
    const now = clock().getTime();
    if (failure !== undefined && now < failure.until) throw failure.error;
    try {
      const text = await boundedText(await fetch(address, options));
      const keys: unknown = JSON.parse(text);
      const fault = keySetFault(keys);
      if (fault !== undefined) throw new Error(`The answer ${fault}.`);
      failure = undefined;
      return Response.json(keys);
    } catch (cause) {
      const error = new KeysUnavailable(`${url} gives no keys.`, { cause });
      failure = { until: clock().getTime() + PAUSE_MS, error };
      logger?.warn({ err: error, url }, 'The keys of a token issuer cannot be had');
      throw error;
    }
  };
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: PAUSE_MS,
    [customFetch]: fetchKeys,
  });
}

/** The body of an answer with status 200. Whoever sends more than the limit, or never ends, is cut off. */
async function boundedText(response: Response): Promise<string> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The answer has the status ${String(response.status)}.`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (bytes > MAX_BYTES) throw new Error(`The answer is longer than ${String(MAX_BYTES)} bytes.`);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
