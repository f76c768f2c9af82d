import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** The most that is read of an answer, in bytes. */
const MAX_ANSWER_BYTES = 1_048_576;

/** A request to an external system. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** By what the name of the host is resolved. */
  readonly lookup: LookupFunction;
}

/** What came back. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/**
 * Sends a request by a connection of its own, so that its address is checked, and answers what came back, whatever the
 * status; no redirect is followed.
 * @throws whatever connections throw; AnswerTooLarge
 */
export async function send({ url, body, ...call }: OutgoingCall): Promise<OutgoingAnswer> {
  const options: RequestOptions = { ...call, agent: false };
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Also after the answer has begun: it then ends its stream with the same error.
    request.on('error', reject);
  });
  request.end(body);
  const response = await answered;
  const { statusCode: status = 0, headers } = response;
  return { status, retryAfter: headers['retry-after'], text: await textOf(response) };
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > MAX_ANSWER_BYTES) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The answer is larger than what is read. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}
