import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');

/** The major versions of mongoose that are supported, by the names that they are installed under. */
export const MONGOOSES = ['mongoose8', 'mongoose9'] as const;

/** A project of its own with the example of docs/mongodb.md. */
export class MongooseProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<MongooseProject> {
    const project = new MongooseProject(await mkdtemp(join(tmpdir(), 'case-activity-mongoose-')));
    const { folder } = project;
    const tsconfig = {
      // The compiler and tsx both find the package by this path, as an installed one would be found.
      compilerOptions: { ...COMPILER_OPTIONS, paths: { 'case-activity': [join(ROOT, 'server/index.ts')] } },
      files: ['host.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(folder, 'host.ts'), await exampleOf('docs/mongodb.md'));
    await mkdir(join(folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', '@types/express', '@types/node']) await project.#link(name, name);
    return project;
  }

  /** Installs a version of mongoose. */
  install(alias: (typeof MONGOOSES)[number]): Promise<void> {
    return this.#link(alias, 'mongoose');
  }

  /** What the compiler says; empty when it is content. */
  async faults(): Promise<string> {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    return promisify(execFile)(process.execPath, [tsc], { cwd: this.folder }).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error as { stdout: string }).stdout,
    );
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async #link(name: string, as: string): Promise<void> {
    const place = join(this.folder, 'node_modules', as);
    await rm(place, { force: true });
    await symlink(join(ROOT, 'node_modules', name), place);
  }
}

const COMPILER_OPTIONS = {
  module: 'NodeNext',
  target: 'ES2023',
  lib: ['ES2023', 'ES2024.String'],
  strict: true,
  // The sources are compiled with the example, and need it; the built package has types that do not.
  exactOptionalPropertyTypes: true,
  noEmit: true,
  types: ['node'],
  skipLibCheck: true,
};

/** The first TypeScript example of a document. */
async function exampleOf(document: string): Promise<string> {
  const text = await readFile(join(ROOT, document), 'utf8');
  const [, code] = /^```ts\n([^]*?)^```$/m.exec(text) ?? [];
  if (code === undefined) throw new Error(`There is no example in ${document}.`);
  return code;
}
