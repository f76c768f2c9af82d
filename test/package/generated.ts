import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';

export const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A folder with what is generated from the OpenAPI document: `generated.ts`. */
export class GeneratedClient {
  readonly types: string;
  readonly #folder: string;

  private constructor(folder: string, types: string) {
    this.#folder = folder;
    this.types = types;
  }

  static async make(): Promise<GeneratedClient> {
    const folder = await mkdtemp(path.join(tmpdir(), 'generated-'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    const types = astToString(await openapiTS(await readFile(path.join(root, 'docs/openapi.json'), 'utf8')));
    await writeFile(path.join(folder, 'generated.ts'), types);
    return new GeneratedClient(folder, types);
  }

  /** Compiles a program that imports the types; answers what is wrong with it. */
  async compile(name: string, program: string): Promise<string> {
    await writeFile(path.join(this.#folder, name), program);
    const compilerOptions = {
      ...{ module: 'NodeNext', target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: ['node'] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true },
    };
    const config = path.join(this.#folder, `tsconfig.${name}.json`);
    await writeFile(config, JSON.stringify({ compilerOptions, files: [name] }));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    return this.#node([tsc, '-p', config]).then(
      () => '',
      (error: unknown) => (error as { stdout: string }).stdout,
    );
  }

  /** Runs a program that was compiled; answers what it prints. */
  run(name: string, ...args: readonly string[]): Promise<string> {
    return this.#node(['--import', 'tsx', path.join(this.#folder, name), ...args]);
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true });
  }

  async #node(args: readonly string[]): Promise<string> {
    const env = { ...process.env, NODE_V8_COVERAGE: undefined };
    return (await run(process.execPath, args, { env, cwd: root })).stdout;
  }
}
