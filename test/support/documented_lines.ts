import { readFile } from 'node:fs/promises';

const CURL =
  /curl (-N )?-u (\S+) (?:-H "content-type: (\S+)" (?:-d|--data-binary) '([^']+)' )?"?http:\/\/127\.0\.0\.1:5601(\/[^"\s]*)"?$/gm;
const BLOCK = /^```(\w*)\n((?:.|\n)*?)\n```$/gm;

/** A line of a document that asks the demo for something. */
export interface DocumentedLine {
  /** Whether the answer goes on. */
  readonly follows: boolean;
  readonly credentials: string;
  readonly path: string;
  /** What is sent, where something is. */
  readonly type: string | undefined;
  readonly body: string | undefined;
  /** What the document says the answer is: the next block, of the last line of a block. */
  readonly sample: string | undefined;
}

/** The lines of a document that ask for histories. */
export async function documentedLines(file: string): Promise<readonly DocumentedLine[]> {
  const text = await readFile(file, 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([, language = '', content = '']) => ({ language, content }));
  return blocks.flatMap(({ language, content }, i) => {
    if (language !== 'sh') return [];
    const lines = [...content.matchAll(CURL)];
    const next = blocks[i + 1];
    const sample = ['json', 'text'].includes(next?.language ?? '') ? next?.content : undefined;
    return lines.map(([, follows, credentials = '', type, body, path = ''], n): DocumentedLine => ({
      ...{ follows: follows !== undefined, credentials, path, type, body },
      sample: n === lines.length - 1 ? sample : undefined,
    }));
  });
}
