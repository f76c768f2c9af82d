import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { pack, ROOT, run } from './pack.js';
import type { Packed } from './pack.js';
import { HOST, OPERATIONS, TIMELINE, TSCONFIG, TYPED_HOST, TYPED_PAGE } from './packed_hosts.js';

const ANSWERED = { ...OPERATIONS, ...TIMELINE };

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
      /^(dist\/(client|common|server|bin)\/.+\.(js|js\.map|d\.ts)|dist\/(plugin|docs\/openapi)\.json|dist\/.+\/viewer\/[\w.-]+|dist\/bin\/import\/maps\/[\w-]+\.yaml|dist\/timeline\/(timeline\.js(\.map)?|index\.d\.ts)|docs\/.+\.md|examples\/\w+\.(ts|tsx|vue|html)|docs\/images\/[\w-]+\.png|package\.json|(README|CHANGELOG|SECURITY)\.md|LICENSE)$/;
    const names = packed.files.map((file) => file.path);
    expect(names.filter((name) => !allowed.test(name))).to.deep.equal([]);
    expect(names).to.include.members([
      'dist/server/index.js',
      'dist/server/index.d.ts',
      'dist/client/index.js',
      'dist/client/index.d.ts',
      'dist/common/index.js',
      'dist/bin/case_activity.js',
      'dist/plugin.json',
      'dist/timeline/timeline.js',
      'dist/timeline/index.d.ts',
      'dist/bin/import/maps/uci.yaml',
      'dist/bin/import/maps/helpdesk-italian.yaml',
      'dist/server/http/operations/viewer/LICENSE',
      'docs/configuration.md',
      'docs/metrics.md',
      'examples/host.ts',
      'examples/timeline.html',
      'examples/timeline_react.tsx',
      'examples/timeline_vue.vue',
      'LICENSE',
      'README.md',
    ]);
  });

  it('has every file that its pages link to, and the sources of its source maps', async () => {
    const installed = path.join(project, 'node_modules/case-activity');
    const names = packed.files.map((file) => file.path);
    const lost: string[] = [];
    for (const name of names.filter((candidate) => candidate.endsWith('.md'))) {
      const text = await readFile(path.join(installed, name), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)) {
        const file = path.posix.join(path.posix.dirname(name), target).replace(/\/$/, '');
        if (!names.some((other) => other === file || other.startsWith(`${file}/`)))
          lost.push(`${name}: ${target}`);
      }
    }
    expect(lost).to.deep.equal([]);
    for (const name of names.filter((candidate) => /\.(js|css)$/.test(candidate))) {
      const text = await readFile(path.join(installed, name), 'utf8');
      const map = /^\/[/*]# sourceMappingURL=(\S+)/m.exec(text)?.[1];
      if (map === undefined) continue;
      const file = path.join(installed, path.dirname(name), map);
      const { sources, sourcesContent } = JSON.parse(await readFile(file, 'utf8')) as Record<
        string,
        unknown[]
      >;
      expect(
        sourcesContent?.filter((source) => typeof source === 'string'),
        name,
      ).to.have.length(sources?.length ?? -1);
    }
  });

  it('has examples that find it by its name', async () => {
    for (const { path: name } of packed.files.filter((file) => file.path.startsWith('examples/'))) {
      const text = await readFile(path.join(project, 'node_modules/case-activity', name), 'utf8');
      expect(text, name)
        .to.match(/from 'case-activity(\/timeline)?'|src="\/api\/activity\/v1\/timeline\.js"/)
        .and.to.not.contain("from '../");
    }
  });

  it('is mounted by an empty project, answers over HTTP, and lets the process end', async function () {
    await writeFile(path.join(project, 'host.js'), HOST);
    const answer: unknown = JSON.parse(
      await run(project, process.execPath, 'host.js', ...Object.keys(ANSWERED)),
    );
    expect(answer).to.deep.equal({ status: 200, body: [], operations: ANSWERED });
  });

  it('can be required from CommonJS', async function () {
    await writeFile(
      path.join(project, 'host.cjs'),
      `const { mountPlugin } = require('case-activity');
       console.log(typeof mountPlugin, typeof require('case-activity/common'), typeof require('case-activity/client').HistoryClient, require('case-activity/plugin.json').id, require('case-activity/openapi.json').openapi);`,
    );
    expect(await run(project, process.execPath, 'host.cjs')).to.equal(
      'function object function caseActivity 3.1.0\n',
    );
  });

  it('brings its types', async function () {
    for (const types of ['express', 'node']) {
      await mkdir(path.join(project, 'node_modules/@types'), { recursive: true });
      await symlink(
        path.join(ROOT, 'node_modules/@types', types),
        path.join(project, 'node_modules/@types', types),
      );
    }
    await writeFile(path.join(project, 'host.ts'), TYPED_HOST);
    await writeFile(path.join(project, 'page.ts'), TYPED_PAGE);
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const faults = await run(project, process.execPath, tsc).catch(
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    expect(faults).to.equal('');
  });

  it('puts the command line on the path', async function () {
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const command = path.join(project, 'node_modules/.bin/case-activity');
    expect((await run(project, command, '--version')).trim()).to.equal(version);
    expect(await run(project, command, '--help'))
      .to.include('serve')
      .and.to.include('replay');
  });
});
