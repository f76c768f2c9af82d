import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { listening, runSource } from '../support/cli.js';
import { DRIVER_NAME } from './drivers.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

const ROOT = resolve(import.meta.dirname, '../..');

describe("the example of a host's client in docs/mongodb.md", function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-mongoose-'));
    const project = {
      // The compiler and tsx both find the package by this path, as an installed one would be found.
      compilerOptions: { ...COMPILER_OPTIONS, paths: { 'case-activity': [join(ROOT, 'server/index.ts')] } },
      files: ['host.ts'],
    };
    await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify(project));
    await writeFile(join(cwd, 'package.json'), '{ "private": true, "type": "module" }');
    await writeFile(join(cwd, 'host.ts'), await exampleOf('docs/mongodb.md'));
    await mkdir(join(cwd, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', '@types/express', '@types/node']) await link(name, name);
  });
  after(async () => {
    await rm(cwd, { recursive: true, force: true });
    await dropDatabase(database);
  });

  // They bring their own driver: once is enough, whichever copy the other suites are run with.
  for (const alias of DRIVER_NAME === 'own' ? ['mongoose8', 'mongoose9'] : []) {
    it(`compiles with ${alias} as it stands`, async () => {
      await link(alias, 'mongoose');
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      const faults = await promisify(execFile)(process.execPath, [tsc], { cwd }).then(
        ({ stdout }) => stdout,
        (error: unknown) => (error as { stdout: string }).stdout,
      );
      expect(faults).to.equal('');
    });

    it(`keeps the history of its tickets with ${alias}, also after a second start`, async () => {
      await link(alias, 'mongoose');
      const histories: string[] = [];
      for (let start = 1; start <= 2; start += 1) {
        const env = { MONGODB_URI: serverUri(), DATABASE: database, PORT: '0' };
        const host = runSource([join(cwd, 'host.ts')], { cwd, env });
        const url = await listening(host);
        const created = await fetch(`${url}/tickets/${alias}`, { method: 'POST' });
        expect(created.status).to.equal(201);
        histories.push(((await created.json()) as { history: string }).history);
        for (const history of histories) {
          expect(await (await fetch(url + history)).json()).to.have.length(1);
        }
        host.child.kill('SIGTERM');
        expect(await host.ended, host.stderr()).to.equal(0);
      }
    });
  }

  async function link(name: string, as: string): Promise<void> {
    const place = join(cwd, 'node_modules', as);
    await rm(place, { force: true });
    await symlink(join(ROOT, 'node_modules', name), place);
  }
});

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
