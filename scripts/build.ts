import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundleTimeline } from './bundle_timeline.js';
import { DOCS_ASSETS, docsAsset } from '../server/http/operations/docs_page.js';

// node --import tsx scripts/build.ts [FOLDER [ARGUMENTS OF TSC...]]
const [folder = 'dist', ...more] = process.argv.slice(2);
const viewer = join(folder, 'server/http/operations/viewer');

const require = createRequire(import.meta.url);
rmSync(folder, { recursive: true, force: true });
// Faults go to stderr: stdout belongs to `npm pack --json`.
const { status } = spawnSync(
  process.execPath,
  [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', folder, ...more],
  { stdio: ['ignore', 2, 2] },
);
if (status !== 0) process.exit(1);
// What is read from a file has to stand at the same place as in the sources.
copyFileSync('plugin.json', join(folder, 'plugin.json'));
mkdirSync(join(folder, 'docs'));
copyFileSync('docs/openapi.json', join(folder, 'docs/openapi.json'));
cpSync('bin/import/maps', join(folder, 'bin/import/maps'), { recursive: true });
await bundleTimeline(join(folder, 'timeline/timeline.js'));
copyFileSync('timeline/public.d.ts', join(folder, 'timeline/index.d.ts'));
// The viewer comes along, so that nobody who installs the package needs its package.
mkdirSync(viewer);
for (const name of DOCS_ASSETS) {
  const asset = await docsAsset(name);
  if (asset !== undefined) writeFileSync(join(viewer, name), asset.bytes);
}
const original = dirname(require.resolve('swagger-ui-dist/package.json'));
for (const name of ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js.LICENSE.txt']) {
  copyFileSync(join(original, name), join(viewer, name));
}
