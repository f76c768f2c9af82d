import { UnexpectedAnswer } from './history_problem.js';

/** Longer than any entry. */
const MAX_CHARACTERS = 64 * 2 ** 20;

/**
 * The lines of a body, without what ends them; what stands behind the last line feed is none.
 * @throws UnexpectedAnswer when one is longer than any entry
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const [first = '', ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
    rest += first;
    for (const line of lines) {
      yield rest;
      rest = line;
    }
    if (rest.length > MAX_CHARACTERS) throw new UnexpectedAnswer('A line of the answer is too long.');
  }
}
