import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';

/** The header of a body of JSON. */
export const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer whose body is JSON if it can be, else its text. */
export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends exactly these bytes and headers: no type, length or encoding is made up. Several pieces go out chunked. */
export function sendBytes(
  url: string,
  headers: OutgoingHttpHeaders,
  pieces: readonly (Buffer | string)[],
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = pieces.length === 1 ? { 'content-length': Buffer.byteLength(pieces[0] ?? '') } : {};
    const sent = request(url, { method: 'POST', headers: { ...length, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: parsed(text) });
      });
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
