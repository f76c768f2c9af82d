import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** What an adopter's compiler is told: strict, and nothing of ours. */
const OPTIONS = { target: 'ES2022', strict: true, skipLibCheck: true, types: ['node'] };

/** The ways in which compilers find a package, and the modules they then make. */
export const RESOLUTIONS = { node16: 'Node16', bundler: 'ESNext' } as const;

/** The TypeScript in a document, in its order. */
export async function typescriptIn(document: string): Promise<string[]> {
  const text = await readFile(join(ROOT, document), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

/** A folder of its own in which `case-activity` is installed as it is built. */
export class AdopterProject {
  readonly folder: string;
  readonly #parent: string;

  private constructor(parent: string) {
    this.#parent = parent;
    this.folder = join(parent, 'project');
  }

  /** Builds the package anew. */
  static async make(): Promise<AdopterProject> {
    const project = new AdopterProject(await mkdtemp(join(tmpdir(), 'case-activity-docs-')));
    const installed = join(project.folder, 'node_modules/case-activity');
    await mkdir(installed, { recursive: true });
    const faults = compiler('-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(installed, 'dist'));
    if (faults !== '') throw new Error(faults);
    await copyFile(join(ROOT, 'package.json'), join(installed, 'package.json'));
    await copyFile(join(ROOT, 'plugin.json'), join(installed, 'dist/plugin.json'));
    // What else is installed is found one folder further up.
    await symlink(join(ROOT, 'node_modules'), join(project.#parent, 'node_modules'));
    await writeFile(join(project.folder, 'package.json'), '{ "private": true, "type": "module" }');
    return project;
  }

  /** Compiles programs to `<name>.js` beside them; answers what the compiler says, empty when it is content. */
  async compile(
    programs: Readonly<Record<string, string>>,
    moduleResolution: keyof typeof RESOLUTIONS,
  ): Promise<string> {
    for (const [name, code] of Object.entries(programs)) {
      await writeFile(join(this.folder, `${name}.ts`), code);
    }
    const compilerOptions = { ...OPTIONS, module: RESOLUTIONS[moduleResolution], moduleResolution };
    const files = Object.keys(programs).map((name) => `${name}.ts`);
    await writeFile(join(this.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    return compiler('-p', this.folder);
  }

  remove(): Promise<void> {
    return rm(this.#parent, { recursive: true, force: true });
  }
}

function compiler(...args: readonly string[]): string {
  return spawnSync(process.execPath, [TSC, ...args], { encoding: 'utf8' }).stdout;
}
