import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isScalar, Lexer, LineCounter, parseDocument, Parser, visit } from 'yaml';
import type { Document } from 'yaml';
import { ActivityError } from '../server/index.js';
import type { Fault } from '../server/config.js';
import { whyUnreadable } from './why_unreadable.js';

/** Far deeper than any configuration; what is open at a place, in the parser's own count. */
const MAX_DEPTH = 200;

/** Faults that are told at once: the first ones usually explain the others. */
const MAX_FAULTS = 20;

/** Far more than any configuration; a file that was meant for something else is not read to its end. */
const MAX_BYTES = 256 * 1024;

/**
 * What a YAML (so also JSON) file says; `null` where it says nothing.
 * @throws CONFIGURATION_INVALID when the file cannot be read, is larger than 256 KiB, or is no YAML; every fault
 *   has its line, and none repeats what stands there, which may be a secret
 */
export async function readYaml(file: string): Promise<unknown> {
  const text = await readText(resolve(file)).catch((cause: unknown) => {
    throw invalid([{ path: file, message: problemOf(cause) }], cause);
  });
  const lines = new LineCounter();
  const deep = tooDeep(text);
  if (deep !== undefined) throw invalid([{ path: file, message: deep }]);
  // Its own search for repeated keys compares each with each.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const found = [...errorsOf(document), ...repeatedKeys(document)].slice(0, MAX_FAULTS);
  const faults = found.map(({ offset, message }) => ({
    path: `${file}:${String(lines.linePos(offset).line)}`,
    message,
  }));
  if (faults.length > 0) throw invalid(faults);
  try {
    return document.toJS();
  } catch (cause) {
    // Aliases that stand for more than the file itself.
    throw invalid([{ path: file, message: messageOf(cause) }], cause);
  }
}

async function readText(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of handle.createReadStream() as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new Error(`is larger than ${String(MAX_BYTES)} bytes`);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } finally {
    await handle.close();
  }
}

/** yaml finds the end of the stack by running into it, which may end the process. Its tokens need no stack. */
function tooDeep(text: string): string | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      const line = text.slice(0, parser.offset).split('\n').length;
      return `is nested too deep in line ${String(line)}`;
    }
  }
  return undefined;
}

interface Found {
  readonly offset: number;
  readonly message: string;
}

function errorsOf({ errors }: Document.Parsed): Found[] {
  return errors.map(({ pos: [offset], message }) => ({ offset, message }));
}

function repeatedKeys(document: Document.Parsed): Found[] {
  const found: Found[] = [];
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found.push({ offset: key.range?.[0] ?? 0, message: `the key ${String(key.value)} is given twice` });
        }
        seen.add(key.value);
      }
    },
  });
  return found;
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error) || !('code' in cause)) return messageOf(cause);
  return cause.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : whyUnreadable(cause);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function invalid(faults: readonly Fault[], cause?: unknown): ActivityError {
  const lines = faults.map(({ path, message }) => `${path}: ${message}`);
  return new ActivityError('CONFIGURATION_INVALID', lines.join('\n'), { cause, details: { faults } });
}
