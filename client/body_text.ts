import { UnexpectedAnswer } from './history_problem.js';

/** More than any page has: it ends at some 8 MiB of entries. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * The text of an answer.
 * @throws UnexpectedAnswer when it is larger than any page can be
 */
export async function bodyText({ body, status }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let [text, bytes] = ['', 0];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader.cancel();
      throw new UnexpectedAnswer('The answer is too large.', { status });
    }
    text += decoder.decode(next.value, { stream: true });
  }
  return text + decoder.decode();
}
