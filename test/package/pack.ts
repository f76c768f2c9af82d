import { execFile } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The folder of the sources. */
export const ROOT = path.resolve(import.meta.dirname, '../..');
// Nothing here runs our sources, so measuring coverage would only make npm and tsc slower.
const env = { ...process.env, NODE_V8_COVERAGE: undefined };

/** What npm tells of a tarball. */
export interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** What a command prints. */
export async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, timeout: 120_000 });
  return stdout;
}

/** Packs a copy of the tree, so that nothing is written beside the sources. */
export async function pack(folder: string): Promise<Packed> {
  const copy = path.join(folder, 'sources');
  const left = new Set(
    ['node_modules', 'dist', 'coverage', 'data', '.git'].map((name) => path.join(ROOT, name)),
  );
  await cp(ROOT, copy, { recursive: true, filter: (source) => !left.has(source) });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  const [packed] = JSON.parse(
    await run(copy, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder),
  ) as readonly Packed[];
  if (packed === undefined) throw new Error('npm pack made nothing');
  return packed;
}
