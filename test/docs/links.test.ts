import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
/** Folders that are no part of the sources. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'data', '.git']);

interface Markdown {
  /** From the root of the project. */
  readonly file: string;
  /** Without the contents of fenced blocks and of code in a line. */
  readonly prose: string;
  readonly blocks: readonly { readonly language: string; readonly code: string; readonly line: number }[];
}

async function markdownBelow(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : markdownBelow(name);
      return entry.isFile() && name.endsWith('.md') ? [name] : [];
    }),
  );
  return found.flat();
}

function parse(file: string, text: string): Markdown {
  const blocks: { language: string; code: string; line: number }[] = [];
  const prose = text.replace(
    /^```(\w*).*\n([^]*?)^```$/gm,
    (whole: string, language: string, code: string, at: number) => {
      blocks.push({ language, code, line: text.slice(0, at).split('\n').length });
      return whole.replace(/[^\n]/g, '');
    },
  );
  return { file, prose, blocks };
}

/** Targets of links and images that are not on another server. */
function relativeLinks({ prose }: Markdown): string[] {
  const inline = prose.replaceAll(/`[^`\n]*`/g, '`');
  const targets = [...inline.matchAll(/\]\(([^)\s]+)\)/g), ...inline.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return targets.map(([, target = '']) => target).filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** The anchors of a document's headings, as the usual hosts of repositories make them. */
function anchorsOf({ prose }: Markdown): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n += 1) unique = `${anchor}-${String(n)}`;
    anchors.add(unique);
  }
  return anchors;
}

/** What is wrong with a link; `undefined`: nothing. */
async function faultOf(
  link: string,
  from: string,
  documents: readonly Markdown[],
): Promise<string | undefined> {
  const [to = '', anchor] = link.split('#', 2);
  const target = to === '' ? from : path.join(path.dirname(from), decodeURIComponent(to));
  const exists = await stat(path.join(root, target)).then(
    () => true,
    () => false,
  );
  if (target.startsWith('..') || !exists) return `${from}: ${link} leads nowhere`;
  if (anchor === undefined) return undefined;
  const document = documents.find(({ file }) => file === target);
  return document !== undefined && anchorsOf(document).has(anchor)
    ? undefined
    : `${from}: ${link} names no heading of ${target}`;
}

/** Sentences about what cannot be parsed. */
function syntaxFault(language: string, code: string): string | undefined {
  try {
    if (language === 'json') JSON.parse(code);
    if (language === 'yaml') {
      const [error] = parseAllDocuments(code).flatMap(({ errors }) => errors);
      if (error !== undefined) return error.message;
    }
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe('the documents', () => {
  let documents: Markdown[];

  before(async () => {
    const files = await markdownBelow('');
    documents = await Promise.all(
      files.map(async (file) => parse(file, await readFile(path.join(root, file), 'utf8'))),
    );
  });

  it('are all looked at', () => {
    const files = documents.map(({ file }) => file);
    expect(files).to.include.members(['README.md', 'SECURITY.md', 'docs/security.md', 'docs/operations.md']);
    expect(documents.flatMap(relativeLinks)).to.include.members(['docs/hosts.md', 'scaling.md#backup']);
    expect(documents.flatMap(({ blocks }) => blocks).map(({ language }) => language)).to.include.members([
      'yaml',
      'json',
    ]);
  });

  it('link to files and headings that exist', async () => {
    const faults = await Promise.all(
      documents.flatMap((document) =>
        relativeLinks(document).map((link) => faultOf(link, document.file, documents)),
      ),
    );
    expect(faults.filter((fault) => fault !== undefined)).to.deep.equal([]);
  });

  it('show JSON and YAML that can be parsed', () => {
    const faults = documents.flatMap(({ file, blocks }) =>
      blocks.flatMap(({ language, code, line }) => {
        const fault = syntaxFault(language, code);
        return fault === undefined ? [] : [`${file}:${String(line)}: ${fault}`];
      }),
    );
    expect(faults).to.deep.equal([]);
  });

  it('close every block that they open', () => {
    const open = documents.filter(({ prose }) => /^```/m.test(prose)).map(({ file }) => file);
    expect(open).to.deep.equal([]);
  });
});
