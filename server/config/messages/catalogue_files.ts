import { opendirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Sixteen times the English sentences; checking as many bytes takes less than 50 ms. */
const MAX_BYTES = 64 * 1024;

const MAX_FILES = 100;

/** A file of the folder with its text, or with what is wrong with it. */
export type CatalogueFile = { readonly name: string } & (
  { readonly text: string } | { readonly sentence: string }
);

/** The files of a folder of catalogues, by name; a sentence when there is no such folder or nothing in it. */
export function catalogueFiles(folder: string): readonly CatalogueFile[] | string {
  const names = namesIn(folder);
  if (typeof names === 'string') return names;
  return names.map((name) => ({ name, ...textOf(join(folder, name)) }));
}

/** Hidden ones are left out: they belong to editors, file systems and whatever mounted the folder. */
function namesIn(path: string): readonly string[] | string {
  const names: string[] = [];
  try {
    const folder = opendirSync(path);
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
        if (entry.name.startsWith('.')) continue;
        if (names.length === MAX_FILES)
          return `the folder ${path} holds more than ${String(MAX_FILES)} files`;
        names.push(entry.name);
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    return `the folder ${path} ${whyUnreadable(error)}`;
  }
  return names.length === 0 ? `the folder ${path} holds no catalogue` : names.sort();
}

function textOf(path: string): { readonly text: string } | { readonly sentence: string } {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { sentence: 'is not a file' };
    if (stats.size > MAX_BYTES) return { sentence: `is larger than ${String(MAX_BYTES)} bytes` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { sentence: error instanceof TypeError ? 'is not UTF-8' : whyUnreadable(error) };
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason';
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'ENOTDIR':
      return 'is not a folder';
    default:
      return `cannot be read (${code})`;
  }
}
