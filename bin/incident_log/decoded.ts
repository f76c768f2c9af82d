import { TextDecoder } from 'node:util';
import { FileFault } from './file_fault.js';

/** What a lenient decoder puts for bytes that are no character. */
export const REPLACEMENT = '\uFFFD';

const BYTE_ORDER_MARKS: readonly (readonly [string, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/**
 * The text of bytes; the first chunk is to hold a whole byte order mark, if there is one, which wins over `asked`.
 * @throws FileFault at the first bytes that are no character; the text before them is yielded first
 */
export async function* decoded(chunks: AsyncIterable<Buffer>, asked: string): AsyncGenerator<string> {
  let decoders: { encoding: string; strict: TextDecoder; lenient: TextDecoder } | undefined;
  for await (const chunk of withEnd(chunks)) {
    decoders ??= decodersOf(
      BYTE_ORDER_MARKS.find(([, mark]) => chunk?.subarray(0, mark.length).equals(mark))?.[0] ?? asked,
    );
    const { encoding, strict, lenient } = decoders;
    const stream = chunk !== undefined;
    // The lenient text says where the strict one fails; a U+FFFD that stands in the file itself is no failure.
    const text = lenient.decode(chunk, { stream });
    try {
      strict.decode(chunk, { stream });
    } catch {
      yield text.slice(0, Math.max(0, text.indexOf(REPLACEMENT)));
      throw new FileFault(
        `is not ${encoding} text; say which encoding it is in, such as --encoding windows-1252`,
        'here',
      );
    }
    yield text;
  }
}

/** The chunks and one `undefined`, at which a decoder has to tell what it kept. */
async function* withEnd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  yield* chunks;
  yield undefined;
}

function decodersOf(encoding: string): { encoding: string; strict: TextDecoder; lenient: TextDecoder } {
  return {
    encoding,
    strict: new TextDecoder(encoding, { fatal: true }),
    lenient: new TextDecoder(encoding),
  };
}
