import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** A suite or a test by its title; suites that stand in others begin with the titles of those. */
export interface Titled {
  /** From the folder of the tests. */
  readonly file: string;
  /** The titles around it, outermost first. */
  readonly suites: readonly string[];
  readonly title: string;
}

const SUITES: readonly string[] = ['describe', 'atMounts'];

/** The tests of a folder in the order of their files and lines, titles that are put together with `…` for their parts. */
export async function testsIn(folder: string): Promise<readonly Titled[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.test.ts')).sort();
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return [...testsOf(file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest))];
    }),
  );
  return found.flat();
}

function* testsOf(file: string, node: ts.Node, suites: readonly string[] = []): Generator<Titled> {
  const call = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node : undefined;
  const [first] = call?.arguments ?? [];
  const name = call !== undefined && ts.isIdentifier(call.expression) ? call.expression.text : '';
  const title = first === undefined ? undefined : titleOf(first);
  const inside = SUITES.includes(name) && title !== undefined ? [...suites, title] : suites;
  if (name === 'it' && title !== undefined) yield { file, suites, title };
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* testsOf(file, child, inside);
}

function titleOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
