import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const root = path.resolve(import.meta.dirname, '../..');
// Nothing here runs our sources, so measuring coverage would only make npm and tsc slower.
const env = { ...process.env, NODE_V8_COVERAGE: undefined };

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, env, timeout: 120_000 });
  return stdout;
}

/** Packs a copy of the tree, so that nothing is written beside the sources. */
async function pack(folder: string): Promise<Packed> {
  const copy = path.join(folder, 'sources');
  const left = new Set(
    ['node_modules', 'dist', 'coverage', 'data', '.git'].map((name) => path.join(root, name)),
  );
  await cp(root, copy, { recursive: true, filter: (source) => !left.has(source) });
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const [packed] = JSON.parse(
    await run(copy, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder),
  ) as readonly Packed[];
  if (packed === undefined) throw new Error('npm pack made nothing');
  return packed;
}

const host = `
import express from 'express';
import { mountPlugin } from 'case-activity';

const app = express();
const storage = { kind: 'embedded', path: './store' };
const activity = await mountPlugin(app, { config: { caseActivity: { storage, security: { enabled: false } } } });
const server = app.listen(0, '127.0.0.1', async () => {
  const url = 'http://127.0.0.1:' + server.address().port + '/api/cases/nothing/user_actions';
  const response = await fetch(url);
  console.log(JSON.stringify({ status: response.status, body: await response.json() }));
  await activity.stop();
  server.close();
  server.closeAllConnections();
});
`;

const typedHost = `
import express from 'express';
import { mountPlugin } from 'case-activity';
import type { ActivityPlugin, FindResult } from 'case-activity';

const activity: ActivityPlugin = await mountPlugin(express(), { config: {} });
const subject = { space: 'default', kind: 'ticket', id: '1' };
export const found: FindResult = await activity.find({ subject, limit: 20 });
// @ts-expect-error a limit is a number, so the types are there and not any
await activity.find({ subject, limit: 'twenty' });
`;

const typescript = {
  compilerOptions: {
    module: 'NodeNext',
    target: 'ES2023',
    strict: true,
    noEmit: true,
    types: ['node'],
    skipLibCheck: true,
  },
  files: ['host.ts'],
};

describe('the packed tarball', () => {
  let folder: string;
  let project: string;
  let packed: Packed;

  before(async function () {
    this.timeout(180_000);
    folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
    project = path.join(folder, 'project');
    packed = await pack(folder);
    await mkdir(project);
    await writeFile(path.join(project, 'package.json'), '{ "private": true, "type": "module" }');
    const tarball = path.join(folder, packed.filename);
    await run(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', tarball);
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('has the built files and nothing else', () => {
    const allowed =
      /^(dist\/(common|server|bin)\/.+\.(js|js\.map|d\.ts)|dist\/plugin\.json|docs\/(configuration\.md|openapi\.json)|package\.json|README\.md|LICENSE)$/;
    const names = packed.files.map((file) => file.path);
    expect(names.filter((name) => !allowed.test(name))).to.deep.equal([]);
    expect(names).to.include.members([
      'dist/server/index.js',
      'dist/server/index.d.ts',
      'dist/common/index.js',
      'dist/bin/case_activity.js',
      'dist/plugin.json',
      'LICENSE',
      'README.md',
    ]);
  });

  it('is mounted by an empty project, answers over HTTP, and lets the process end', async function () {
    this.timeout(30_000);
    await writeFile(path.join(project, 'host.js'), host);
    const answer: unknown = JSON.parse(await run(project, process.execPath, 'host.js'));
    expect(answer).to.deep.equal({ status: 200, body: [] });
  });

  it('can be required from CommonJS', async function () {
    this.timeout(30_000);
    await writeFile(
      path.join(project, 'host.cjs'),
      `const { mountPlugin } = require('case-activity');
       console.log(typeof mountPlugin, typeof require('case-activity/common'), require('case-activity/plugin.json').id);`,
    );
    expect(await run(project, process.execPath, 'host.cjs')).to.equal('function object caseActivity\n');
  });

  it('brings its types', async function () {
    this.timeout(60_000);
    for (const types of ['express', 'node']) {
      await mkdir(path.join(project, 'node_modules/@types'), { recursive: true });
      await symlink(
        path.join(root, 'node_modules/@types', types),
        path.join(project, 'node_modules/@types', types),
      );
    }
    await writeFile(path.join(project, 'host.ts'), typedHost);
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(typescript));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const faults = await run(project, process.execPath, tsc).catch(
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    expect(faults).to.equal('');
  });

  it('puts the command line on the path', async function () {
    this.timeout(30_000);
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    const command = path.join(project, 'node_modules/.bin/case-activity');
    expect((await run(project, command, '--version')).trim()).to.equal(version);
    expect(await run(project, command, '--help'))
      .to.include('serve')
      .and.to.include('replay');
  });
});
