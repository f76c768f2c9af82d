import type { Agent } from 'node:http';
import { request } from 'node:http';
import { AUTHORIZATION } from './authorization.js';

/** An answer whose body was read to its end. */
export interface Answer {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/**
 * Gets a resource as the one user.
 * @throws when the answer is not 200
 */
export function httpGet(agent: Agent, url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, headers: { authorization: AUTHORIZATION } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) {
          resolve({ headers: response.headers, body: Buffer.concat(chunks) });
        } else {
          reject(new Error(`${url} answered ${String(response.statusCode)}`));
        }
      });
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
